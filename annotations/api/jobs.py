"""Background jobs: where they stand, cancel, retry."""

from __future__ import annotations

import uuid

import django_filters
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.api.describe import CREATE, described, listed, parameters
from annotations.api.door import Door
from annotations.api.fields import Form
from annotations.api.filters import filtered
from annotations.api.pagination import page
from annotations.api.shapes import JobShape, jobs_shown
from annotations.models import Job
from annotations.services.jobs import STOPPING, cancel_job, retry_job
from annotations.vocabulary import JobState


class JobFilter(django_filters.FilterSet):
    article = django_filters.UUIDFilter()
    state = django_filters.MultipleChoiceFilter(choices=JobState.choices)

    class Meta:
        model = Job
        fields = ["article", "state"]


class JobList(Door):
    @described(
        "List jobs, newest first",
        listed(JobShape),
        operation_id="jobs_list",
        errors=(400, 401, 403),
        parameters=parameters("article", "state"),
    )
    def get(self, request: Request) -> Response:
        self.may_read()
        rows = filtered(self, JobFilter, Job.objects.visible_to(self.actor))
        found, envelope = page(request, rows, ("-created_at", "-id"))
        return Response({**envelope, "results": jobs_shown(found)})


class JobDoor(Door):
    def job(self, id: uuid.UUID) -> Job:
        return self.find(Job.objects.visible_to(self.actor), id)

    def shown(self, job: Job) -> Response:
        return Response(jobs_shown(job))


class JobDetail(JobDoor):
    @described("Read a job", JobShape)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        job = self.job(id)
        self.may_read()
        return self.shown(job)


class JobCancel(JobDoor):
    @described("Cancel a job that has not ended", JobShape, errors=CREATE, request=Form)
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        job = self.job(id)
        self.may_write(job.desk_id, STOPPING[job.kind])
        self.fields(Form)
        return self.once(lambda: self.shown(cancel_job(actor=self.actor, job=job)))


class JobRetry(JobDoor):
    @described("Put a failed or cancelled job on the list again", JobShape, errors=CREATE, request=Form)
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:
        job = self.job(id)
        self.may_write(job.desk_id, STOPPING[job.kind])
        self.fields(Form)
        return self.once(lambda: self.shown(retry_job(actor=self.actor, job=job)))
