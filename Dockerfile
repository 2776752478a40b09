# One image for web, worker, beat and migrate; docker-compose.yml says which is which.
FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/run.txt

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin workbench \
    && install -d -o workbench -g workbench -m 700 /data
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    WORKBENCH_DATA=/data \
    STATIC_ROOT=/app/staticfiles
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY workbench workbench
COPY annotations annotations
COPY templates templates
COPY locale locale
# Collected without a database, on throw-away data; the compiled modules make the start shorter.
RUN WORKBENCH_DATA=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
    && rm -r /tmp/build \
    && python -m compileall -q /app /venv/lib
USER workbench
VOLUME /data
EXPOSE 8000
CMD ["granian", "workbench.wsgi:application", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--http", "1", "--no-ws", "--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "5", \
     "--respawn-failed-workers", "--log-level", "warning"]
