# SPDX-License-Identifier: LGPL-2.1-or-later
"""The tree of exceptions."""
import errno
import pickle

import burnish
import pytest
from burnish import Status
from burnish._check import warn_if_adjusted
from burnish._errors import error_class
from burnish._status import TEXTS

CLASSES = [kind for kind in vars(burnish).values() if isinstance(kind, type) and issubclass(kind, burnish.BurnishError)]


def test_all_are_os_errors():
    assert len(CLASSES) > 15
    assert all(issubclass(kind, OSError) for kind in CLASSES)


@pytest.mark.parametrize("kind, number, also", [
    (burnish.DeviceBusyError, errno.EBUSY, burnish.DeviceError),
    (burnish.DevicePermissionError, errno.EACCES, PermissionError),
    (burnish.DeviceNotFoundError, errno.ENODEV, FileNotFoundError),
    (burnish.DeviceTimeoutError, errno.ETIMEDOUT, TimeoutError),
    (burnish.SourceNotFoundError, errno.ENOENT, FileNotFoundError),
    (burnish.SourcePermissionError, errno.EACCES, burnish.SourceError),
    (burnish.InvalidArgumentError, errno.EINVAL, ValueError),
    (burnish.NoMediumError, errno.ENOMEDIUM, burnish.MediumError),
    (burnish.NoSpaceError, errno.ENOSPC, burnish.MediumError),
    (burnish.VerificationError, errno.EIO, burnish.MediumError),
    (burnish.CancelledError, errno.ECANCELED, burnish.BurnishError),
])
def test_errno_and_bases(kind, number, also):
    error = kind(Status.E_FAIL, "a sentence")
    assert error.errno == number and isinstance(error, also)
    assert error.strerror == error.message == "a sentence"


def test_every_failure_has_a_class():
    for status in Status:
        kind = error_class(status)
        assert issubclass(kind, burnish.BurnishError)
        assert kind(status).status is status


def test_text_comes_from_the_table():
    error = burnish.NoMediumError(Status.E_RECORDER_MEDIA_NO_MEDIA)
    text = TEXTS[Status.E_RECORDER_MEDIA_NO_MEDIA]
    assert (error.name, error.message, error.hint) == (text.name, text.meaning, text.hint)
    assert str(error) == f"{text.meaning} [E_IMAPI_RECORDER_MEDIA_NO_MEDIA 0xC0AA0202]"


def test_a_status_of_a_newer_library():
    error = burnish.BurnishError(-5)
    assert error.status == -5 and error.name == "UNKNOWN_STATUS" and "0xFFFFFFFB" in error.message


def test_pickle():
    error = burnish.DeviceError(Status.E_FAIL, "why", detail="how", sense=(3, 0x0C, 0), cdb=b"\x2a", lba=7)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is burnish.DeviceError and str(copy) == str(error) and copy.errno == error.errno
    assert copy.to_dict() == error.to_dict()
    assert copy.to_dict()["sense"] == "3/0C/00" and copy.to_dict()["cdb"] == "2a"


def test_adjusted_speeds_warn():
    for status in (Status.S_SPEEDADJUSTED, Status.S_ROTATIONADJUSTED, Status.S_BOTHADJUSTED):
        with pytest.warns(burnish.SpeedAdjustedWarning, match="speed|rotation"):
            assert warn_if_adjusted(status)
    assert not warn_if_adjusted(Status.S_OK) and not warn_if_adjusted(Status.S_FALSE)


def test_sense_data_on_success_raises():
    from burnish._check import check
    with pytest.raises(burnish.DeviceError) as caught:
        check(Status.S_COMMAND_HAS_SENSE_DATA)
    assert caught.value.status == Status.S_COMMAND_HAS_SENSE_DATA
    assert check(Status.S_FALSE) == Status.S_FALSE
