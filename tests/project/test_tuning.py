"""The script that tries values of what is tuned runs, says what is better, and changes nothing."""

import re

import pytest

from matching.evaluation import Estimate
from tests.benchmarks.tuning.__main__ import Tried, finding, main, signed
from tests.benchmarks.tuning.halves import Halves, gain, mean
from tests.benchmarks.tuning.parameters import SETS, Parameter
from tests.project.small_data import write_data
from tests.project.sources import ROOT, modules

PARAMETERS = [each for parameters in SETS.values() for each in parameters]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return write_data(tmp_path_factory.mktemp("data"))


def told(capsys, data, *options) -> str:
    assert main(["--data", str(data), *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("only", ["closeness", "links", "words"])
def test_every_value_is_tried_and_the_same_run_says_the_same(capsys, data, only):
    before = {each.name: each.served for each in PARAMETERS}
    out = told(capsys, data, "--only", only)
    rows = re.findall(r"^\| `(.+?)` \| (\S+)( \(served\))? \| [.1]\S* \(", out, re.MULTILINE)
    assert rows == [
        (each.name, f"{value:g}", " (served)" if value == each.served else "")
        for each in SETS[only]
        for value in each.tried()
    ]
    assert re.findall(r"^- `(.+?)`: ", out, re.MULTILINE) == [each.name for each in SETS[only]]
    assert told(capsys, data, "--only", only) == out
    assert {each.name: each.served for each in PARAMETERS} == before


def test_another_seed_splits_otherwise(capsys, data):
    ways = [told(capsys, data, "--only", "relatedness", "--seed", seed) for seed in ("0", "1")]
    assert [way.splitlines()[0][:7] for way in ways] == ["Seed 0:", "Seed 1:"]
    halves = [Halves(seed).tune({"t": {f"q{n}": 0.0 for n in range(50)}}) for seed in (0, 1)]
    assert halves[0] != halves[1]


def test_the_halves_share_no_query_and_lose_none():
    figures = {"one": {f"q{n}": float(n) for n in range(40)}, "other": {f"q{n}": 0.0 for n in range(40)}}
    halves = Halves(0)
    for task, found in figures.items():
        tune, held_back = halves.tune(figures)[task], halves.held_back(figures)[task]
        assert tune | held_back == found
        assert set(tune) & set(held_back) == set()


def test_the_mean_counts_every_task_as_much_as_any():
    few, many = {"few": {"a": 1.0}}, {"many": {f"q{n}": 0.0 for n in range(9)}}
    assert mean(few | many) == Estimate(0.5, 0.5, 0.5, 10)
    with pytest.raises(ValueError, match="no queries"):
        mean(few | {"none": {}})


def test_a_gain_is_counted_query_by_query():
    before = {"t": {f"q{n}": n / 100 for n in range(50)}}
    after = {"t": {query: each + 0.25 for query, each in before["t"].items()}}
    assert signed(gain(after, before)) == "+.250 (+.250 to +.250)"
    assert signed(gain(before, after)) == "−.250 (−.250 to −.250)"
    assert signed(gain(before, before)) == "+.000 (+.000 to +.000)"


def test_without_the_data_it_says_what_is_missing_and_leaves_it(tmp_path, capsys):
    assert main(["--data", str(tmp_path), "--only", "words"]) == 0
    out, err = capsys.readouterr()
    assert out.count("\n|") == 0
    assert err.startswith(f"Skipped: {tmp_path}/dev/occupation_linking_melo/")


HALFWAY = SETS["closeness"][0]


def tried(value: float, tune: float, more: float) -> Tried:
    def around(figure: float) -> Estimate:
        return Estimate(figure, figure - 0.02, figure + 0.02, 9)

    return Tried(value, around(tune), around(tune), around(more), around(more))


FINDINGS = [
    ((0.5, 0.5), "`knowledge.HALFWAY`: 0.45, as served, is best on tune."),
    ((0.51, 0.5), "`knowledge.HALFWAY`: 0.3 is best on tune; 0.45, as served, lies inside its interval."),
    (
        (0.6, 0.5),
        "`knowledge.HALFWAY`: 0.3 is best on tune; 0.45, as served, lies outside its interval, "
        "and is clearly worse on both halves.",
    ),
]


@pytest.mark.parametrize(("figures", "sentence"), FINDINGS)
def test_finding(figures, sentence):
    other, served = figures
    assert finding(HALFWAY, [tried(0.3, other, other - served), tried(0.45, served, 0)]) == sentence


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda each: each.name)
def test_every_module_that_holds_a_parameter_is_named(parameter: Parameter):
    """A module that imports the constant keeps its own name for it, which must be set as well."""
    first = parameter.holders[0]
    source = "tuning" if first == "lexical" else first
    importing = re.compile(rf"^from matching\.{source} import .*\b{parameter.attribute}\b", re.MULTILINE)
    own = [] if first == "lexical" else [first]
    found = [
        path.stem
        for path in modules()
        if path.is_relative_to(ROOT / "matching") and importing.search(path.read_text(encoding="utf-8"))
    ]
    assert sorted([*own, *found]) == sorted(parameter.holders)


def test_the_weights_between_the_parts_are_not_tuned():
    assert [each.name for each in PARAMETERS if each.attribute in ("POLICY", "WEIGHT", "COMMAND")] == []
