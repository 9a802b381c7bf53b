"""Which files a registry is made of, and how their bytes are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from llmreg.files import FileKind, FoundFile, UnreadableError, find_files, place_hint, read_file
from llmreg.toml.reader import MAX_BYTES


def touch(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return root


def test_the_place_of_a_file_says_what_it_holds(tmp_path: Path) -> None:
    names = [
        "registry.toml",
        "tombstones.toml",
        "vendors/a.toml",
        "platforms/a.toml",
        "licenses/MIT.toml",
        "models/a/b.toml",
    ]
    found, unreadable = find_files(touch(tmp_path, *names))
    assert unreadable == []
    assert {file.name: file.kind for file in found} == dict(
        zip(names, [FileKind.SETTINGS, FileKind.TOMBSTONES, FileKind.VENDOR, FileKind.PLATFORM, FileKind.LICENSE, FileKind.RELEASE], strict=True)
    )  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "a.toml",
        "models/a.toml",
        "models/a/b/c.toml",
        "vendors/a/b.toml",
        "model/a/b.toml",
        "vendors/registry.toml/a.toml",
        "sub/registry.toml",
    ],
)
def test_any_other_place_holds_nothing(tmp_path: Path, name: str) -> None:
    ((file,), unreadable) = find_files(touch(tmp_path, name))
    assert (file.name, file.kind, unreadable) == (name, None, [])


def test_files_come_sorted_by_path_whatever_the_order_of_the_folder(tmp_path: Path) -> None:
    names = [
        "models/b/a.toml",
        "models/a/z.toml",
        "models/a-b/c.toml",
        "models/a/é.toml",
        "models/a/Z.toml",
        "models/a/a.toml",
    ]
    found, _ = find_files(touch(tmp_path, *names))
    assert [file.name for file in found] == sorted(names)


def test_hidden_names_and_other_kinds_of_files_are_left_out(tmp_path: Path) -> None:
    touch(
        tmp_path,
        ".a.toml",
        ".git/a.toml",
        "README.md",
        "a.toml~",
        "a.tomlx",
        "models/.cache/a.toml",
        "models/a/.b.toml",
    )
    assert find_files(tmp_path) == ([], [])


def test_a_folder_may_be_called_like_a_file(tmp_path: Path) -> None:
    found, unreadable = find_files(touch(tmp_path, "models/a/b.toml/c.txt"))
    assert (found, unreadable) == ([], [])


def test_names_give_stem_and_folder() -> None:
    file = FoundFile(Path("x"), "models/acme/qwen1.5.toml", FileKind.RELEASE)
    assert (file.stem, file.folder) == ("qwen1.5", "acme")
    assert FoundFile(Path("x"), "vendors/a.toml.toml", FileKind.VENDOR).stem == "a.toml"


def test_linked_folders_are_not_followed_and_told(tmp_path: Path) -> None:
    touch(tmp_path, "models/a/b.toml")
    (tmp_path / "models/again").symlink_to(".", target_is_directory=True)
    found, (told,) = find_files(tmp_path)
    assert [file.name for file in found] == ["models/a/b.toml"]
    assert (told.file, told.reason) == ("models/again", "it is a link to a folder")


def test_a_missing_root_is_told(tmp_path: Path) -> None:
    found, (told,) = find_files(tmp_path / "none")
    assert (found, told.reason) == ([], "no such file or directory")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("model/acme/a.toml", "did you mean the folder `models`?"),
        ("vendor/a.toml", "did you mean the folder `vendors`?"),
        ("licences/MIT.toml", "did you mean the folder `licenses`?"),
        ("a.toml", "the places are registry.toml"),
        ("models/a.toml", "the places are registry.toml"),
        ("zzz/a.toml", "the places are registry.toml"),
    ],
)
def test_a_file_in_a_wrong_place_is_told_the_right_one(name: str, hint: str) -> None:
    assert place_hint(name).startswith(hint)


def the_file(root: Path, name: str) -> FoundFile:
    return next(file for file in find_files(root)[0] if file.name == name)


def refused(root: Path, name: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_file(the_file(root, name), root)
    assert caught.value.file == name
    return caught.value


def test_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    touch(tmp_path, "a.toml")
    (tmp_path / "a.toml").write_bytes(b"\xff\x00\r\n\x1a\n")
    assert read_file(the_file(tmp_path, "a.toml"), tmp_path) == (b"\xff\x00\r\n\x1a\n", 6)


def test_no_more_than_the_limit_and_one_byte_are_read(tmp_path: Path) -> None:
    touch(tmp_path, "a.toml")
    os.truncate(tmp_path / "a.toml", MAX_BYTES * 50)
    data, size = read_file(the_file(tmp_path, "a.toml"), tmp_path)
    assert (len(data), size) == (MAX_BYTES + 1, MAX_BYTES * 50)


def test_a_link_inside_the_registry_is_followed(tmp_path: Path) -> None:
    touch(tmp_path, "a.toml")
    (tmp_path / "b.toml").symlink_to("a.toml")
    assert read_file(the_file(tmp_path, "b.toml"), tmp_path)[0] == b"a.toml"


def test_a_link_inside_a_registry_that_is_itself_reached_by_a_link_is_followed(tmp_path: Path) -> None:
    touch(tmp_path, "real/a.toml")
    (tmp_path / "real/b.toml").symlink_to("a.toml")
    (tmp_path / "linked").symlink_to("real", target_is_directory=True)
    root = tmp_path / "linked"
    assert read_file(the_file(root, "b.toml"), root)[0] == b"real/a.toml"


@pytest.mark.parametrize("target", ["../secret.toml", "/etc/passwd", "models/../../secret.toml"])
def test_a_link_out_of_the_registry_is_refused(tmp_path: Path, target: str) -> None:
    touch(tmp_path, "secret.toml", "root/models/x.toml")
    (tmp_path / "root/link.toml").symlink_to(target)
    error = refused(tmp_path / "root", "link.toml")
    assert error.reason == f"symbolic link out of the registry, to `{target}`"
    assert error.hint == "put the file itself here"


def test_a_link_through_another_link_out_of_the_registry_is_refused(tmp_path: Path) -> None:
    touch(tmp_path, "secret.toml", "root/a.txt")
    (tmp_path / "root/first.toml").symlink_to("second.toml")
    (tmp_path / "root/second.toml").symlink_to("../secret.toml")
    assert "out of the registry" in refused(tmp_path / "root", "first.toml").reason


def test_a_link_to_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to("nothing.toml")
    assert refused(tmp_path, "link.toml").reason == "broken symbolic link to `nothing.toml`"


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link.toml").symlink_to("link.toml")
    refused(tmp_path, "link.toml")


def test_what_is_gone_since_it_was_found_is_refused(tmp_path: Path) -> None:
    touch(tmp_path, "a.toml")
    file = the_file(tmp_path, "a.toml")
    (tmp_path / "a.toml").unlink()
    with pytest.raises(UnreadableError) as caught:
        read_file(file, tmp_path)
    assert caught.value.reason == "no such file or directory"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.toml")
    assert refused(tmp_path, "a.toml").reason == "it is not a regular file"


def test_a_device_behind_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").symlink_to("/dev/zero")
    refused(tmp_path, "a.toml")
