"""Row identifiers rise, also many within one millisecond."""

from concurrent.futures import ThreadPoolExecutor

from app.core.uid import new_uid


def test_uids_of_one_process_rise_and_are_version_7():
    made = [new_uid() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(uid.version, uid.variant) for uid in made} == {(7, "specified in RFC 4122")}


def test_threads_never_make_the_same_one():
    with ThreadPoolExecutor(8) as pool:
        made = [uid for some in pool.map(lambda _: [new_uid() for _ in range(2000)], range(8)) for uid in some]
    assert len(set(made)) == len(made)
