"""Pages and their parts, noun by noun."""

from django.urls import path
from django.views.generic import RedirectView

from annotations.web import (
    articles,
    claims,
    desks,
    drawer,
    facts,
    jobs,
    review,
    sources,
    suggestions,
    tagging,
    words,
)

app_name = "web"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="web:articles"), name="home"),
    path("articles/", articles.queue, name="articles"),
    path("articles/new/", articles.new, name="article-new"),
    path("articles/<uuid:pk>/", articles.page, name="article"),
    path("articles/<uuid:pk>/claims/", tagging.tag, name="tag"),
    path("articles/<uuid:pk>/job/", jobs.progress, name="article-job"),
    path("articles/<uuid:pk>/pretag/", jobs.pretag, name="pretag"),
    path("articles/<uuid:pk>/publish/", articles.publish, name="publish"),
    path("jobs/<uuid:pk>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<uuid:pk>/retry/", jobs.retry, name="job-retry"),
    path("suggestions/<uuid:pk>/", suggestions.panel, name="suggestion"),
    path("suggestions/<uuid:pk>/accept/", suggestions.accept, name="suggestion-accept"),
    path("suggestions/<uuid:pk>/dismiss/", suggestions.dismiss, name="suggestion-dismiss"),
    path("suggestions/<uuid:pk>/restore/", suggestions.restore, name="suggestion-restore"),
    path("claims/<uuid:pk>/", claims.panel, name="claim"),
    path("claims/<uuid:pk>/edit/", claims.edit, name="claim-edit"),
    path("claims/<uuid:pk>/step/", claims.step, name="claim-step"),
    path("claims/<uuid:pk>/delete/", claims.delete, name="claim-delete"),
    path("claims/<uuid:pk>/evidence/", drawer.search, name="drawer"),
    path("claims/<uuid:pk>/evidence/new/", drawer.add, name="drawer-new"),
    path("claims/<uuid:pk>/evidence/<uuid:source_pk>/", drawer.link, name="drawer-source"),
    path("evidence/<uuid:pk>/unlink/", drawer.unlink, name="evidence-unlink"),
    path("desks/", desks.index, name="desks"),
    path("desks/<uuid:pk>/", desks.page, name="desk"),
    path("desks/<uuid:pk>/weights/", desks.weights, name="weights"),
    path("desks/<uuid:pk>/words/", words.add, name="word-add"),
    path("desks/<uuid:pk>/words/paste/", words.paste, name="words-paste"),
    path("desks/<uuid:pk>/job/", jobs.desk_progress, name="desk-job"),
    path("desks/<uuid:pk>/retag/", jobs.retag, name="retag"),
    path("words/<uuid:pk>/", words.change, name="word"),
    path("words/<uuid:pk>/delete/", words.remove, name="word-remove"),
    path("sources/", sources.library, name="sources"),
    path("sources/new/", sources.new, name="source-new"),
    path("sources/<uuid:pk>/", sources.page, name="source"),
    path("review/", review.queue, name="review"),
    path("review/<uuid:pk>/", review.card, name="review-card"),
    path("review/<uuid:pk>/step/", review.step, name="review-step"),
    path("facts/", facts.table, name="facts"),
]
