"""The benchmark of the ranking runs, and holds the fast path to the definition before it times it."""

from tests.benchmarks import quick


def test_the_quick_ranking_runs():
    told = quick.run("ranking")
    assert told.startswith("200 students × 300 vacancies")
    assert told.count("Stagepoort, exact full score") == 2
