"""What a table is: known, concluded and noted, guessed and warned of, or refused."""

# ruff: noqa: E501 - a table is read best in one line

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphres.errors import InputError
from tests.data.reading.tables import follows, pairs, read

ANN_BOB, CEM_BOB, DEE_ANN = ("ann", "bob"), ("cem", "bob"), ("dee", "ann")
THREE = {ANN_BOB, CEM_BOB, DEE_ANN}

READ_RIGHT = {
    "names that programs give": "V1,V2\nann,bob\ncem,bob\ndee,ann\n",
    "X names": "X1,X2,X3\nann,bob,3\ncem,bob,4\ndee,ann,4\n",
    "numbered names": "col0,col1\nann,bob\ncem,bob\ndee,ann\n",
    "a frame's index and numbers": ",0,1\n0,ann,bob\n1,cem,bob\n2,dee,ann\n",
    "an index with its name": "Unnamed: 0,node_1,node_2\n0,ann,bob\n1,cem,bob\n2,dee,ann\n",
    "row names": '"","V1","V2"\n"1","ann","bob"\n"2","cem","bob"\n"3","dee","ann"\n',
    "words over dates": "uno,due,quando\nann,bob,2020-01-01\ncem,bob,2020-01-02\ndee,ann,2021-02-03\n",
    "a word as the third cell": "ann,bob,friends\ncem,bob,family\ndee,ann,family\n",
    "a word above decimals": "ann,bob,unknown\ncem,bob,0.5\ndee,ann,1.5\n",
    "a date before": "2020-01-01 ann bob\n2020-01-02 cem bob\n2020-01-02 dee ann\n",
    "clock and date before": "2020-01-01;10:00;ann;bob\n2020-01-02;11:30;cem;bob\n2020-02-02;9:00;dee;ann\n",
    "a weight before": "weight,node1,node2\n3,ann,bob\n4,cem,bob\n5,dee,ann\n",
    "a weight before, without names": "0.3 ann bob\n0.4 cem bob\n1 dee ann\n",
    "a relation between": "ann\tfollows\tbob\ncem\tfollows\tbob\ndee\tfollows\tann\n",
    "an arrow between": "ann -> bob\ncem -> bob\ndee -> ann\n",
    "truth before": "active,a,b\nTrue,ann,bob\nTrue,cem,bob\nFalse,dee,ann\n",
    "decimal commas after blanks": "ann bob 0,5\ncem bob 1,5\ndee ann 2,5\n",
    "a semicolon in the third cell": "ann,bob,hi; there\ncem,bob,yes; no\ndee,ann,a; b\n",
    "a TAB inside quotes": 'ann,bob,"a\tb"\ncem,bob,"c\td"\ndee,ann,"e\tf"\n',
    "a comma in a note": "ann;bob;so, so\ncem;bob;well, yes\ndee;ann;no, no\n",
    "the header again in capitals": "follower,followed\nann,bob\nFOLLOWER,Followed\ncem,bob\ndee,ann\n",
    "a header comment again": "# FromNodeId\tToNodeId\nann\tbob\n# FromNodeId\tToNodeId\ncem\tbob\ndee\tann\n",
    "a comment midway": "ann bob\n# part 2\ncem bob\n% part 3\ndee ann\n",
    "influencers": "influencer,follower\nbob,ann\nbob,cem\nann,dee\n",
    "is followed by": "user,is_followed_by\nbob,ann\nbob,cem\nann,dee\n",
    "following beside followed": "followed_user_id,following_user_id\nbob,ann\nbob,cem\nann,dee\n",
    "one name is enough": "since,whom_else,Follower\n2020-01-01,bob,ann\n2020-01-02,bob,cem\n2020-01-03,ann,dee\n",
    "the row's own id": "id,user_id,follower_id\n7,bob,ann\n8,bob,cem\n9,ann,dee\n",
    "creators": "subscriber;creator\nann;bob\ncem;bob\ndee;ann\n",
    "German": "Abonnent;Konto;Datum\nann;bob;1.2.2020\ncem;bob;3.2.2020\ndee;ann;4.2.2020\n",
    "French": "suivi,abonné\nbob,ann\nbob,cem\nann,dee\n",
    "Spanish": "id_seguidor,id_seguido\nann,bob\ncem,bob\ndee,ann\n",
    "Portuguese": "usuário,seguido_por\nbob,ann\nbob,cem\nann,dee\n".replace("usuário", "usuario"),
    "Russian": "подписчик,на_кого_подписан\nann,bob\ncem,bob\ndee,ann\n",
    "Turkish": "TAKİP EDİLEN;TAKİPÇİ\nbob;ann\nbob;cem\nann;dee\n",
    "letters": "A,B\nann,bob\ncem,bob\ndee,ann\n",
    "Arabic with vowels": "متابَع,متابِع\nbob,ann\nbob,cem\nann,dee\n",
    "Arabic": "المتابع,الحساب\nann,bob\ncem,bob\ndee,ann\n",
    "source and target in German": "Ziel,Quelle\nbob,ann\nbob,cem\nann,dee\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", READ_RIGHT)
def test_a_kind_of_table_reads_as_it_says(kind: str) -> None:
    assert pairs(READ_RIGHT[kind].encode()) == THREE


def test_a_size_line_is_left_out_and_noted() -> None:
    graph, report = read(b"4 3\n1 2\n3 2\n4 2\n")
    assert follows(graph) == {("1", "2"), ("3", "2"), ("4", "2")}
    assert any("the first row, 4 3, says how many" in note for note in report.notes)
    # Another number of rows: a row like any other.
    assert len(pairs(b"4 3\n1 2\n3 2\n")) == 3


WARNED = {
    "no header": (b"bob,ann\nbob,cem\neve,ann\n", r"ann \(2\) the most followed; .* bob"),
    "names that say nothing": (b"u,v\n1,2\n3,2\n", "'u' is read as the follower, .* 'v' as the"),
    "numbers of rows": (b"1\t1\n2\t3\n3\t2\n4\t3\n5\t1\n", "column 1 only numbers the rows, from 1"),
    "perhaps the header": (b"influencer,whom\nbob,ann\nbob,cem\n", "influencer,whom.*as the header"),
    "perhaps a header": (b"alpha,beta\ncem,dan\neve,dan\neve,cem\n", "alpha,beta.*--no-header"),
    "ties": (b"Source,Target,Type\na,b,Undirected\na,c,Undirected\n", "'Undirected' in 2 of 2"),
    "some ties": (b"source,target,kind\na,b,one way\na,c,mutual\n", "'mutual' in 1 of 2 rows"),
    "no follows": (b"source,target,action\na,b,follow\na,c,unfollow\n", "'unfollow' in 1 of 2 rows"),
    "a tie in truth": (b"source,target,mutual\na,b,true\na,c,false\n", "'true' in 1 of 2 rows: mutual"),
    "blocked": (b"source,target,blocked\na,b,no\na,c,yes\n", "'yes' in 1 of 2 rows: each counts"),
    "ended": (b"source,target,ended_at\na,b,\na,c,2020-01-01\n", "'2020-01-01' in 1 of 2 rows"),
    "a sum below": (b"source,target\na,b\na,c\nTotal,2\n", "the last row .Total,2. looks like"),
    "signs": (b"source,target,sign\na,b,1\na,c,-1\n", "'-1' in 1 of 2 rows"),
    "signs without a name": (b"a\tb\t1\na\tc\t-1\nb\tc\t1\n", "'-1' in 1 of 3 rows"),
    "comments among rows": (b"a b\n# x y\nb c\n", "among the rows .line 2. skipped as comments"),
    "hash handles at the top": (b"#ann,bob\nann,bob\nbob,ann\n", "looks like a row .#ann,bob"),
    "scientific": (b"follower,followed\n7.9e+17,b\n7.9E+017,b\n", "2 ids .numbers in scientific"),
    "formulas": (b'follower,followed\n"=""12""",b\n\'12,b\n', "2 ids .formulas for text"),
    "garbled": ("follower,followed\nzoÃ©,b\n".encode(), "1 id with letters garbled"),
    "dates as ids": (b"follower,followed\n2020-01-01,b\n2020-01-02,c\n", "'follower' holds dates"),
}  # fmt: skip


@pytest.mark.parametrize("kind", WARNED)
def test_a_guess_is_warned_of_with_its_reason(kind: str) -> None:
    table, reason = WARNED[kind]
    assert re.search(reason, "\n".join(read(table)[1].warnings))


def test_naming_the_columns_settles_the_direction_and_no_header_alone_does_not() -> None:
    bare = b"bob,ann\nbob,cem\neve,ann\n"
    assert not read(bare, follower="2", followed="1")[1].warnings
    assert read(bare, header=False)[1].warnings
    assert not read(bare, follower="1", followed="2", header=False)[1].warnings


def test_ties_have_no_direction_to_warn_of() -> None:
    assert not read(b"source,target,type\na,b,mutual\nb,c,mutual\n", undirected=True)[1].warnings


REFUSED = {
    "names and handles": b"player,handle\nAnn Lee,annlee\nBob Roe,bobroe\nCem Kay,cemkay\n",
    "truth": b"id_str,screen_name,following,verified\n1,ann,True,False\n2,bob,False,True\n3,c,True,True\n",
    "counts": b"username,following\nann,120\nbob,80\ncem,80\n",
    "counts without names": b"ann,120\nbob,80\ncem,80\n",
    "counts of two kinds": b"username,followers,following\nann,120,7\nbob,80,120\ncem,7,7\n",
    "one list": b"Follower Athlete ID,Status,At\n1,Accepted,2015-01-01\n2,Accepted,2015-01-02\n",
    "an export of accounts": b"Account address,Show boosts,Languages\nann@x.example,true,\nbob@y.example,false,\n",
    "posts": b"tweet_id,user_id,text,created_at\n5,1,so it goes on,2020-01-01\n6,1,and on and on,2020-01-02\n",
    "a matrix": b"0,1,0\n0,0,1\n1,0,0\n",
    "a matrix with names": b",ann,bob,cem\nann,0,1,0\nbob,2,0,1\ncem,0,0,0\n",
    "METIS": b"4 4\n2 3\n1 4\n1 4\n2 3\n",
    "METIS with a blank line": b"4 2\n2 3\n1\n1\n\n",
    "neighbours": b"ann bob cem dee\nbob ann\ncem ann bob\ndee\neve ann bob cem dee\n",
    "two kinds of nodes": b"% bip unweighted\n1 1\n2 1\n3 2\n",
    "two signs between": b"ann::bob::5\ncem::bob::3\n",
    "arrows": b"ann->bob\ncem->bob\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_list_of_follows_is_refused(kind: str) -> None:
    with pytest.raises(InputError) as caught:
        read(REFUSED[kind])
    assert caught.value.do
    assert "\n" not in str(caught.value)


def test_skipping_is_advised_only_where_most_rows_are_good() -> None:
    good = b"follower,followed\n" + b"a,b\n" * 5
    with pytest.raises(InputError, match="--on-bad-row skip"):
        read(good + b"c\n")
    for table in (b"follower,followed\nc\na,b\na,b\n", b"follower,followed\na,b\n" + b"c\n" * 5):
        with pytest.raises(InputError, match="is this a table of follows"):
            read(table)


def test_an_option_that_names_the_columns_is_believed() -> None:
    table = REFUSED["names and handles"]
    assert pairs(table, follower="player", followed="handle") == {
        ("Ann Lee", "annlee"),
        ("Bob Roe", "bobroe"),
        ("Cem Kay", "cemkay"),
    }


def test_one_row_is_told_as_a_sentence() -> None:
    assert read(b"followed,follower\n\nann,ann\nbob,ann\n")[1].first_row == "row 4: ann follows bob"
    tie = read(b"source,target\nann,bob\n", undirected=True)[1].first_row
    assert tie == "row 2: ann and bob follow each other"
    sized = read(b"4 3\n1 2\n3 2\n4 2\n")[1].first_row
    assert sized == "row 2: 1 follows 2"


NAMES = ["ann", "bob", "cem", "dee", "eve", "fay", "gus", "hal"]
HEADERS = [
    None,
    ("follower", "followed"),
    ("source", "target"),
    ("Follower ID", "User ID"),
    ("seguidor", "seguido"),
    ("V1", "V2"),
    ("node_a", "node_b"),
    ("left", "right"),
    ("alpha", "omega"),
]
EXTRAS = {
    "weight": ["1", "2", "3"],
    "created_at": ["2020-01-01", "2021-02-03 10:00:00", "2021-03-04"],
    "score": ["0.5", "1.25", "3"],
    "verified": ["true", "false"],
    "note": ["so far so good", "well, yes", "a; b"],
    "lang": ["en", "ar", "de"],
    "": ["0", "1", "2"],
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, set[tuple[str, str]]]:
    """A table of follows in some spelling, and the follows it holds."""
    names = draw(
        st.sampled_from([NAMES, [str(i) for i in range(8)], [f"user_{i}" for i in range(8)]])
    )
    account = st.sampled_from(names)
    rows = draw(st.lists(st.tuples(account, account), min_size=1, max_size=12))
    header = draw(st.sampled_from(HEADERS))
    extras = draw(st.lists(st.sampled_from(list(EXTRAS)), max_size=2, unique=True))
    columns = [
        [header[0] if header else "", *(row[0] for row in rows)],
        [header[1] if header else "", *(row[1] for row in rows)],
        *([name, *(draw(st.sampled_from(EXTRAS[name])) for _ in rows)] for name in extras),
    ]
    columns = draw(st.permutations(columns))
    sign = draw(st.sampled_from([",", ";", "\t", "|"]))
    lines = [
        sign.join(f'"{cell}"' if sign in cell else cell for cell in line)
        for line in zip(*columns, strict=True)
    ]
    return "\n".join(lines if header else lines[1:]) + "\n", {p for p in rows if p[0] != p[1]}


def check_read(table: str, wanted: set[tuple[str, str]]) -> None:
    """Exactly the follows, or a warning, or a refusal."""
    try:
        graph, report = read(table.encode())
    except InputError:
        return
    assert follows(graph) == wanted or report.warnings, table


@given(tables())
@settings(max_examples=300, deadline=None)
def test_another_graph_is_never_read_without_a_warning(
    case: tuple[str, set[tuple[str, str]]],
) -> None:
    check_read(*case)


@pytest.mark.long
@given(tables())
@settings(max_examples=10_000, deadline=None)
def test_no_graph_of_thousands_is_misread(case: tuple[str, set[tuple[str, str]]]) -> None:
    check_read(*case)
