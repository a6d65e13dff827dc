"""What the worker is told: no task is lost with it, and nobody but the clock puts one on the queue."""

import ast

from django.conf import settings

from config.celery import app
from tests.project.sources import ROOT, modules

PUTS = {"delay", "apply_async", "send_task", "signature", "si"}


def test_a_task_is_done_when_it_is_done():
    assert (app.conf.task_acks_late, app.conf.task_reject_on_worker_lost) == (True, True)
    assert app.conf.worker_prefetch_multiplier == 1


def test_a_task_ends_before_another_worker_gets_it():
    assert app.conf.task_time_limit == 300
    text = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    assert '{"visibility_timeout": 900} if CELERY_BROKER_URL.startswith("redis")' in text
    assert app.conf.task_time_limit < settings.OUTBOX_LEASE_SECONDS


def test_messages_are_json_only():
    assert (app.conf.task_serializer, app.conf.result_serializer) == ("json", "json")
    assert app.conf.accept_content == ["json"]


def test_nobody_but_the_clock_puts_work_on_the_queue():
    """A verb writes a row; a request never talks to the broker."""
    calls = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in PUTS
    ]
    assert calls == []
