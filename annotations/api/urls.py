"""The REST API, mounted at /api/v1/."""

from django.urls import path

from annotations.api import articles, claims, desks, evidence, facts, jobs, me, sources, suggestions

urlpatterns = [
    path("me/", me.Me.as_view()),
    path("desks/", desks.DeskList.as_view()),
    path("desks/<uuid:id>/", desks.DeskDetail.as_view()),
    path("articles/", articles.ArticleList.as_view()),
    path("articles/<uuid:id>/", articles.ArticleDetail.as_view()),
    path("articles/<uuid:id>/pretag/", articles.ArticlePretag.as_view()),
    path("articles/<uuid:id>/publications/", articles.ArticlePublications.as_view()),
    path("articles/<uuid:id>/suggestions/", suggestions.ArticleSuggestions.as_view()),
    path("articles/<uuid:id>/suggestions/accept/", suggestions.AcceptMany.as_view()),
    path("articles/<uuid:id>/claims/", claims.ArticleClaims.as_view()),
    path("suggestions/<uuid:id>/accept/", suggestions.SuggestionAccept.as_view()),
    path("suggestions/<uuid:id>/dismiss/", suggestions.SuggestionDismiss.as_view()),
    path("claims/", claims.ClaimList.as_view()),
    path("claims/<uuid:id>/", claims.ClaimDetail.as_view()),
    path("claims/<uuid:id>/transitions/", claims.ClaimTransitions.as_view()),
    path("claims/<uuid:id>/evidence/", evidence.ClaimEvidence.as_view()),
    path("claims/<uuid:id>/history/", claims.ClaimHistory.as_view()),
    path("evidence/<uuid:id>/", evidence.EvidenceDetail.as_view()),
    path("sources/", sources.SourceList.as_view()),
    path("sources/<uuid:id>/", sources.SourceDetail.as_view()),
    path("facts/", facts.FactList.as_view()),
    path("facts/export/", facts.FactExport.as_view()),
    path("facts/<uuid:id>/", facts.FactDetail.as_view()),
    path("jobs/", jobs.JobList.as_view()),
    path("jobs/<uuid:id>/", jobs.JobDetail.as_view()),
    path("jobs/<uuid:id>/cancel/", jobs.JobCancel.as_view()),
    path("jobs/<uuid:id>/retry/", jobs.JobRetry.as_view()),
]
