"""`graphres samples`, run as the command line runs."""

from __future__ import annotations


def test_samples_are_listed(graphres):
    done = graphres("samples", "--format", "csv")
    assert done.status == 0
    rows = done.out.splitlines()
    assert rows[0] == "sample,file"
    assert any(row.startswith("sample:karate,") for row in rows)


def test_samples_are_copied_but_not_over_others(graphres, tmp_path):
    folder = tmp_path / "new" / "graphs"
    assert graphres("samples", folder).status == 0
    assert (folder / "karate.csv").read_bytes().startswith(b"source,target")
    again = graphres("samples", folder)
    assert again.status == 2
    assert "exists already; choose another folder or add --force" in again.err
    assert graphres("samples", folder, "--force").status == 0
    assert graphres("info", folder / "karate.csv", "--undirected").status == 0


def test_owner_on_the_command_line(graphres, tmp_path):
    path = tmp_path / "following_accounts.csv"
    path.write_text("Account address,Show boosts\nann@x.example,true\n")
    refused = graphres("info", path)
    assert (refused.status, len(refused.err.splitlines())) == (3, 1)
    done = graphres("info", path, "--owner", "me@x.example", "--format", "csv")
    assert done.status == 0
    assert "follows,1" in done.out
