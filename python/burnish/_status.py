# SPDX-License-Identifier: LGPL-2.1-or-later
# Generated from core/base/status.tsv by tools/generate_status.py; edit there.
"""Status codes: IMAPI2's HRESULT values and burnish's own."""
from enum import IntEnum
from typing import NamedTuple


class Status(IntEnum):
    """Negative is failure, 0 success, positive success with a note."""

    S_OK = 0  # 0x00000000
    S_FALSE = 1  # 0x00000001
    E_NOTIMPL = -2147467263  # 0x80004001
    E_POINTER = -2147467261  # 0x80004003
    E_FAIL = -2147467259  # 0x80004005
    E_ACCESSDENIED = -2147024891  # 0x80070005
    E_HANDLE = -2147024890  # 0x80070006
    E_OUTOFMEMORY = -2147024882  # 0x8007000E
    E_DEV_NOT_EXIST = -2147024841  # 0x80070037
    E_INVALIDARG = -2147024809  # 0x80070057
    E_REQUEST_CANCELLED = -1062600702  # 0xC0AA0002
    E_RECORDER_REQUIRED = -1062600701  # 0xC0AA0003
    S_SPEEDADJUSTED = 11141124  # 0x00AA0004
    S_ROTATIONADJUSTED = 11141125  # 0x00AA0005
    S_BOTHADJUSTED = 11141126  # 0x00AA0006
    E_BURN_VERIFICATION_FAILED = -1062600697  # 0xC0AA0007
    S_COMMAND_HAS_SENSE_DATA = 11141632  # 0x00AA0200
    E_RECORDER_NO_SUCH_MODE_PAGE = -1062600191  # 0xC0AA0201
    E_RECORDER_MEDIA_NO_MEDIA = -1062600190  # 0xC0AA0202
    E_RECORDER_MEDIA_INCOMPATIBLE = -1062600189  # 0xC0AA0203
    E_RECORDER_MEDIA_UPSIDE_DOWN = -1062600188  # 0xC0AA0204
    E_RECORDER_MEDIA_BECOMING_READY = -1062600187  # 0xC0AA0205
    E_RECORDER_MEDIA_FORMAT_IN_PROGRESS = -1062600186  # 0xC0AA0206
    E_RECORDER_MEDIA_BUSY = -1062600185  # 0xC0AA0207
    E_RECORDER_INVALID_MODE_PARAMETERS = -1062600184  # 0xC0AA0208
    E_RECORDER_MEDIA_WRITE_PROTECTED = -1062600183  # 0xC0AA0209
    E_RECORDER_NO_SUCH_FEATURE = -1062600182  # 0xC0AA020A
    E_RECORDER_FEATURE_IS_NOT_CURRENT = -1062600181  # 0xC0AA020B
    E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED = -1062600180  # 0xC0AA020C
    E_RECORDER_COMMAND_TIMEOUT = -1062600179  # 0xC0AA020D
    E_RECORDER_DVD_STRUCTURE_NOT_PRESENT = -1062600178  # 0xC0AA020E
    E_RECORDER_MEDIA_SPEED_MISMATCH = -1062600177  # 0xC0AA020F
    E_RECORDER_LOCKED = -1062600176  # 0xC0AA0210
    E_RECORDER_CLIENT_NAME_IS_NOT_VALID = -1062600175  # 0xC0AA0211
    E_RECORDER_MEDIA_NOT_FORMATTED = -1062600174  # 0xC0AA0212
    E_RECORDER_INVALID_RESPONSE_FROM_DEVICE = -1062599937  # 0xC0AA02FF
    E_LOSS_OF_STREAMING = -1062599936  # 0xC0AA0300
    E_UNEXPECTED_RESPONSE_FROM_DEVICE = -1062599935  # 0xC0AA0301
    S_WRITE_NOT_IN_PROGRESS = 11141890  # 0x00AA0302
    E_DF2DATA_WRITE_IN_PROGRESS = -1062599680  # 0xC0AA0400
    E_DF2DATA_WRITE_NOT_IN_PROGRESS = -1062599679  # 0xC0AA0401
    E_DF2DATA_INVALID_MEDIA_STATE = -1062599678  # 0xC0AA0402
    E_DF2DATA_STREAM_NOT_SUPPORTED = -1062599677  # 0xC0AA0403
    E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA = -1062599676  # 0xC0AA0404
    E_DF2DATA_MEDIA_NOT_BLANK = -1062599675  # 0xC0AA0405
    E_DF2DATA_MEDIA_IS_NOT_SUPPORTED = -1062599674  # 0xC0AA0406
    E_DF2DATA_RECORDER_NOT_SUPPORTED = -1062599673  # 0xC0AA0407
    E_DF2DATA_CLIENT_NAME_IS_NOT_VALID = -1062599672  # 0xC0AA0408
    E_DF2TAO_WRITE_IN_PROGRESS = -1062599424  # 0xC0AA0500
    E_DF2TAO_WRITE_NOT_IN_PROGRESS = -1062599423  # 0xC0AA0501
    E_DF2TAO_MEDIA_IS_NOT_PREPARED = -1062599422  # 0xC0AA0502
    E_DF2TAO_MEDIA_IS_PREPARED = -1062599421  # 0xC0AA0503
    E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY = -1062599420  # 0xC0AA0504
    E_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC = -1062599419  # 0xC0AA0505
    E_DF2TAO_MEDIA_IS_NOT_BLANK = -1062599418  # 0xC0AA0506
    E_DF2TAO_MEDIA_IS_NOT_SUPPORTED = -1062599417  # 0xC0AA0507
    E_DF2TAO_TRACK_LIMIT_REACHED = -1062599416  # 0xC0AA0508
    E_DF2TAO_NOT_ENOUGH_SPACE = -1062599415  # 0xC0AA0509
    E_DF2TAO_NO_RECORDER_SPECIFIED = -1062599414  # 0xC0AA050A
    E_DF2TAO_INVALID_ISRC = -1062599413  # 0xC0AA050B
    E_DF2TAO_INVALID_MCN = -1062599412  # 0xC0AA050C
    E_DF2TAO_STREAM_NOT_SUPPORTED = -1062599411  # 0xC0AA050D
    E_DF2TAO_RECORDER_NOT_SUPPORTED = -1062599410  # 0xC0AA050E
    E_DF2TAO_CLIENT_NAME_IS_NOT_VALID = -1062599409  # 0xC0AA050F
    E_DF2RAW_WRITE_IN_PROGRESS = -1062599168  # 0xC0AA0600
    E_DF2RAW_WRITE_NOT_IN_PROGRESS = -1062599167  # 0xC0AA0601
    E_DF2RAW_MEDIA_IS_NOT_PREPARED = -1062599166  # 0xC0AA0602
    E_DF2RAW_MEDIA_IS_PREPARED = -1062599165  # 0xC0AA0603
    E_DF2RAW_CLIENT_NAME_IS_NOT_VALID = -1062599164  # 0xC0AA0604
    E_DF2RAW_MEDIA_IS_NOT_BLANK = -1062599162  # 0xC0AA0606
    E_DF2RAW_MEDIA_IS_NOT_SUPPORTED = -1062599161  # 0xC0AA0607
    E_DF2RAW_NOT_ENOUGH_SPACE = -1062599159  # 0xC0AA0609
    E_DF2RAW_NO_RECORDER_SPECIFIED = -1062599158  # 0xC0AA060A
    E_DF2RAW_STREAM_NOT_SUPPORTED = -1062599155  # 0xC0AA060D
    E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED = -1062599154  # 0xC0AA060E
    E_DF2RAW_STREAM_LEADIN_TOO_SHORT = -1062599153  # 0xC0AA060F
    E_DF2RAW_RECORDER_NOT_SUPPORTED = -1062599152  # 0xC0AA0610
    E_ERASE_RECORDER_IN_USE = -2136340224  # 0x80AA0900
    E_ERASE_ONLY_ONE_RECORDER_SUPPORTED = -2136340223  # 0x80AA0901
    E_ERASE_DISC_INFORMATION_TOO_SMALL = -2136340222  # 0x80AA0902
    E_ERASE_MODE_PAGE_2A_TOO_SMALL = -2136340221  # 0x80AA0903
    E_ERASE_MEDIA_IS_NOT_ERASABLE = -2136340220  # 0x80AA0904
    E_ERASE_DRIVE_FAILED_ERASE_COMMAND = -2136340219  # 0x80AA0905
    E_ERASE_TOOK_LONGER_THAN_ONE_HOUR = -2136340218  # 0x80AA0906
    E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE = -2136340217  # 0x80AA0907
    E_ERASE_DRIVE_FAILED_SPINUP_COMMAND = -2136340216  # 0x80AA0908
    E_ERASE_MEDIA_IS_NOT_SUPPORTED = -1062598391  # 0xC0AA0909
    E_ERASE_RECORDER_NOT_SUPPORTED = -1062598390  # 0xC0AA090A
    E_ERASE_CLIENT_NAME_IS_NOT_VALID = -1062598389  # 0xC0AA090B
    E_RAW_IMAGE_IS_READ_ONLY = -2136339968  # 0x80AA0A00
    E_RAW_IMAGE_TOO_MANY_TRACKS = -2136339967  # 0x80AA0A01
    E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED = -2136339966  # 0x80AA0A02
    E_RAW_IMAGE_NO_TRACKS = -2136339965  # 0x80AA0A03
    E_RAW_IMAGE_TRACKS_ALREADY_ADDED = -2136339964  # 0x80AA0A04
    E_RAW_IMAGE_INSUFFICIENT_SPACE = -2136339963  # 0x80AA0A05
    E_RAW_IMAGE_TOO_MANY_TRACK_INDEXES = -2136339962  # 0x80AA0A06
    E_RAW_IMAGE_TRACK_INDEX_NOT_FOUND = -2136339961  # 0x80AA0A07
    S_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS = 11143688  # 0x00AA0A08
    E_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED = -2136339959  # 0x80AA0A09
    E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX = -2136339958  # 0x80AA0A0A
    E_NOT_A_RECORDER = -1062592767  # 0xC0AA1F01
    E_NOT_A_DISC_FOLDER = -1062592766  # 0xC0AA1F02
    E_MEDIUM_CONTRADICTS_DISC = -1062592765  # 0xC0AA1F03
    E_POWER_CALIBRATION = -1062592764  # 0xC0AA1F04
    E_SESSION_FIXATION = -1062592763  # 0xC0AA1F05
    E_END_OF_MEDIUM = -1062592762  # 0xC0AA1F06
    E_STREAM_TOO_SHORT = -1062592752  # 0xC0AA1F10
    E_STREAM_READ_FAILURE = -1062592751  # 0xC0AA1F11
    E_STREAM_BAD_CALLBACK = -1062592750  # 0xC0AA1F12
    E_REPLAY_DIFFERS = -1062592736  # 0xC0AA1F20
    E_NOT_A_TRANSCRIPT = -1062592735  # 0xC0AA1F21
    E_CD_TEXT_CHARACTER = -1062592720  # 0xC0AA1F30
    E_CD_TEXT_TOO_LONG = -1062592719  # 0xC0AA1F31
    E_CD_TEXT_DAMAGED = -1062592718  # 0xC0AA1F32
    E_CUE_SYNTAX = -1062592717  # 0xC0AA1F33
    E_AUDIO_FILE_NOT_SUPPORTED = -1062592716  # 0xC0AA1F34
    S_IMAGE_FEATURE_NOT_SUPPORTED = 11186527  # 0x00AAB15F
    E_FSI_INTERNAL_ERROR = -1062555392  # 0xC0AAB100
    E_INVALID_PARAM = -1062555391  # 0xC0AAB101
    E_READONLY = -1062555390  # 0xC0AAB102
    E_NO_OUTPUT = -1062555389  # 0xC0AAB103
    E_INVALID_VOLUME_NAME = -1062555388  # 0xC0AAB104
    E_INVALID_DATE = -1062555387  # 0xC0AAB105
    E_FILE_SYSTEM_NOT_EMPTY = -1062555386  # 0xC0AAB106
    E_NOT_FILE = -1062555384  # 0xC0AAB108
    E_NOT_DIR = -1062555383  # 0xC0AAB109
    E_DIR_NOT_EMPTY = -1062555382  # 0xC0AAB10A
    E_NOT_IN_FILE_SYSTEM = -1062555381  # 0xC0AAB10B
    E_INVALID_PATH = -1062555376  # 0xC0AAB110
    E_RESTRICTED_NAME_VIOLATION = -1062555375  # 0xC0AAB111
    E_DUP_NAME = -1062555374  # 0xC0AAB112
    E_NO_UNIQUE_NAME = -1062555373  # 0xC0AAB113
    E_ITEM_NOT_FOUND = -1062555368  # 0xC0AAB118
    E_FILE_NOT_FOUND = -1062555367  # 0xC0AAB119
    E_DIR_NOT_FOUND = -1062555366  # 0xC0AAB11A
    E_IMAGE_SIZE_LIMIT = -1062555360  # 0xC0AAB120
    E_IMAGE_TOO_BIG = -1062555359  # 0xC0AAB121
    E_DATA_STREAM_INCONSISTENCY = -1062555352  # 0xC0AAB128
    E_DATA_STREAM_READ_FAILURE = -1062555351  # 0xC0AAB129
    E_DATA_STREAM_CREATE_FAILURE = -1062555350  # 0xC0AAB12A
    E_DIRECTORY_READ_FAILURE = -1062555349  # 0xC0AAB12B
    E_TOO_MANY_DIRS = -1062555344  # 0xC0AAB130
    E_ISO9660_LEVELS = -1062555343  # 0xC0AAB131
    E_DATA_TOO_BIG = -1062555342  # 0xC0AAB132
    E_INCOMPATIBLE_PREVIOUS_SESSION = -1062555341  # 0xC0AAB133
    E_STASHFILE_OPEN_FAILURE = -1062555336  # 0xC0AAB138
    E_STASHFILE_SEEK_FAILURE = -1062555335  # 0xC0AAB139
    E_STASHFILE_WRITE_FAILURE = -1062555334  # 0xC0AAB13A
    E_STASHFILE_READ_FAILURE = -1062555333  # 0xC0AAB13B
    E_INVALID_WORKING_DIRECTORY = -1062555328  # 0xC0AAB140
    E_WORKING_DIRECTORY_SPACE = -1062555327  # 0xC0AAB141
    E_STASHFILE_MOVE = -1062555326  # 0xC0AAB142
    E_BOOT_IMAGE_DATA = -1062555320  # 0xC0AAB148
    E_BOOT_OBJECT_CONFLICT = -1062555319  # 0xC0AAB149
    E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH = -1062555318  # 0xC0AAB14A
    E_EMPTY_DISC = -1062555312  # 0xC0AAB150
    E_NO_SUPPORTED_FILE_SYSTEM = -1062555311  # 0xC0AAB151
    E_FILE_SYSTEM_NOT_FOUND = -1062555310  # 0xC0AAB152
    E_FILE_SYSTEM_READ_CONSISTENCY_ERROR = -1062555309  # 0xC0AAB153
    E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED = -1062555308  # 0xC0AAB154
    E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY = -1062555307  # 0xC0AAB155
    E_IMPORT_SEEK_FAILURE = -1062555306  # 0xC0AAB156
    E_IMPORT_READ_FAILURE = -1062555305  # 0xC0AAB157
    E_DISC_MISMATCH = -1062555304  # 0xC0AAB158
    E_IMPORT_MEDIA_NOT_ALLOWED = -1062555303  # 0xC0AAB159
    E_UDF_NOT_WRITE_COMPATIBLE = -1062555302  # 0xC0AAB15A
    E_INCOMPATIBLE_MULTISESSION_TYPE = -1062555301  # 0xC0AAB15B
    E_NO_COMPATIBLE_MULTISESSION_TYPE = -1062555300  # 0xC0AAB15C
    E_MULTISESSION_NOT_SET = -1062555299  # 0xC0AAB15D
    E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE = -1062555298  # 0xC0AAB15E
    E_BAD_MULTISESSION_PARAMETER = -1062555294  # 0xC0AAB162
    E_FILE_SYSTEM_CHANGE_NOT_ALLOWED = -1062555293  # 0xC0AAB163
    E_IMAGEMANAGER_IMAGE_NOT_ALIGNED = -1062555136  # 0xC0AAB200
    E_IMAGEMANAGER_NO_VALID_VD_FOUND = -1062555135  # 0xC0AAB201
    E_IMAGEMANAGER_NO_IMAGE = -1062555134  # 0xC0AAB202
    E_IMAGEMANAGER_IMAGE_TOO_BIG = -1062555133  # 0xC0AAB203


class StatusText(NamedTuple):
    name: str  # the full name, such as E_IMAPI_RECORDER_LOCKED
    meaning: str  # a sentence for people
    hint: str  # what to do next; may be empty


TEXTS: dict[Status, StatusText] = {
    Status.S_OK: StatusText("S_OK", "It worked.", ""),
    Status.S_FALSE: StatusText("S_FALSE", "It worked, and the answer is no or nothing.", ""),
    Status.E_NOTIMPL: StatusText("E_NOTIMPL", "This build of burnish cannot do that.", "Look in the documentation for what this version supports."),
    Status.E_POINTER: StatusText("E_POINTER", "A required argument is NULL.", "Pass a valid handle, and an address for each result."),
    Status.E_FAIL: StatusText("E_FAIL", "The operation failed for a reason that has no code of its own.", "Read the error's message and detail."),
    Status.E_ACCESSDENIED: StatusText("E_ACCESSDENIED", "You may not use this device or file, or another program holds it.", "For a drive, join the group that owns it (on Debian: cdrom), log in again, and close other programs that use it."),
    Status.E_HANDLE: StatusText("E_HANDLE", "The handle is not valid.", "Use the handle only while you hold a reference to it."),
    Status.E_OUTOFMEMORY: StatusText("E_OUTOFMEMORY", "There is not enough memory.", "Close other programs, or choose a smaller buffer."),
    Status.E_DEV_NOT_EXIST: StatusText("ERROR_DEV_NOT_EXIST", "The device does not exist, or it was unplugged.", "Check the device's name and its cable, then list the recorders."),
    Status.E_INVALIDARG: StatusText("E_INVALIDARG", "An argument has a value that is not permitted.", "Look up the permitted values and try again."),
    Status.E_REQUEST_CANCELLED: StatusText("E_IMAPI_REQUEST_CANCELLED", "The operation was cancelled.", ""),
    Status.E_RECORDER_REQUIRED: StatusText("E_IMAPI_RECORDER_REQUIRED", "No recorder was chosen.", "Set a recorder first; virtual:album.disc works without hardware."),
    Status.S_SPEEDADJUSTED: StatusText("S_IMAPI_SPEEDADJUSTED", "The drive does not offer that speed; the nearest one is used.", ""),
    Status.S_ROTATIONADJUSTED: StatusText("S_IMAPI_ROTATIONADJUSTED", "The drive does not offer that kind of rotation; the other one is used.", ""),
    Status.S_BOTHADJUSTED: StatusText("S_IMAPI_BOTHADJUSTED", "The drive offers neither that speed nor that kind of rotation; the nearest speed is used.", ""),
    Status.E_BURN_VERIFICATION_FAILED: StatusText("E_IMAPI_BURN_VERIFICATION_FAILED", "The disc is not what was to be written.", "Do not trust this disc; burn another one, perhaps more slowly."),
    Status.S_COMMAND_HAS_SENSE_DATA: StatusText("S_IMAPI_COMMAND_HAS_SENSE_DATA", "The command came back with sense data: the drive has something to report.", "Read the sense data before using the result."),
    Status.E_RECORDER_NO_SUCH_MODE_PAGE: StatusText("E_IMAPI_RECORDER_NO_SUCH_MODE_PAGE", "The drive does not have that mode page.", ""),
    Status.E_RECORDER_MEDIA_NO_MEDIA: StatusText("E_IMAPI_RECORDER_MEDIA_NO_MEDIA", "There is no disc in the drive.", "Insert a disc and close the tray."),
    Status.E_RECORDER_MEDIA_INCOMPATIBLE: StatusText("E_IMAPI_RECORDER_MEDIA_INCOMPATIBLE", "The drive cannot use this disc: it is of an unknown or unsuitable kind.", "Insert a disc of a kind that the drive writes."),
    Status.E_RECORDER_MEDIA_UPSIDE_DOWN: StatusText("E_IMAPI_RECORDER_MEDIA_UPSIDE_DOWN", "The disc lies upside down.", "Turn the disc over."),
    Status.E_RECORDER_MEDIA_BECOMING_READY: StatusText("E_IMAPI_RECORDER_MEDIA_BECOMING_READY", "The drive is still getting the disc ready.", "Wait some seconds and try again."),
    Status.E_RECORDER_MEDIA_FORMAT_IN_PROGRESS: StatusText("E_IMAPI_RECORDER_MEDIA_FORMAT_IN_PROGRESS", "The disc is being formatted.", "Wait until formatting has finished."),
    Status.E_RECORDER_MEDIA_BUSY: StatusText("E_IMAPI_RECORDER_MEDIA_BUSY", "The drive is busy with a long operation, such as closing the disc.", "Wait until it has finished and try again."),
    Status.E_RECORDER_INVALID_MODE_PARAMETERS: StatusText("E_IMAPI_RECORDER_INVALID_MODE_PARAMETERS", "The drive refuses this combination of settings.", "Choose another write mode or speed."),
    Status.E_RECORDER_MEDIA_WRITE_PROTECTED: StatusText("E_IMAPI_RECORDER_MEDIA_WRITE_PROTECTED", "The disc is write protected.", "Remove the write protection, or use another disc."),
    Status.E_RECORDER_NO_SUCH_FEATURE: StatusText("E_IMAPI_RECORDER_NO_SUCH_FEATURE", "The drive does not have that feature.", ""),
    Status.E_RECORDER_FEATURE_IS_NOT_CURRENT: StatusText("E_IMAPI_RECORDER_FEATURE_IS_NOT_CURRENT", "The drive has that feature, but not with this disc.", "Insert a disc that it works with."),
    Status.E_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED: StatusText("E_IMAPI_RECORDER_GET_CONFIGURATION_NOT_SUPPORTED", "The drive is too old: it cannot describe its features.", "Use a newer drive."),
    Status.E_RECORDER_COMMAND_TIMEOUT: StatusText("E_IMAPI_RECORDER_COMMAND_TIMEOUT", "The drive did not answer in time.", "Check the drive's cable and power, eject and load the disc, and try again."),
    Status.E_RECORDER_DVD_STRUCTURE_NOT_PRESENT: StatusText("E_IMAPI_RECORDER_DVD_STRUCTURE_NOT_PRESENT", "The disc does not have that DVD structure.", ""),
    Status.E_RECORDER_MEDIA_SPEED_MISMATCH: StatusText("E_IMAPI_RECORDER_MEDIA_SPEED_MISMATCH", "The disc is made for speeds that the drive does not reach.", "Use a disc that fits the drive's speed."),
    Status.E_RECORDER_LOCKED: StatusText("E_IMAPI_RECORDER_LOCKED", "Somebody else is using the recorder, or its disc is mounted.", "Unmount the disc, or wait until the other program has finished."),
    Status.E_RECORDER_CLIENT_NAME_IS_NOT_VALID: StatusText("E_IMAPI_RECORDER_CLIENT_NAME_IS_NOT_VALID", "The client name is empty, too long, or has characters that are not permitted.", "Use 1 to 63 ASCII letters, digits, blanks and simple punctuation."),
    Status.E_RECORDER_MEDIA_NOT_FORMATTED: StatusText("E_IMAPI_RECORDER_MEDIA_NOT_FORMATTED", "The disc must be formatted before it can be written.", "Format the disc first."),
    Status.E_RECORDER_INVALID_RESPONSE_FROM_DEVICE: StatusText("E_IMAPI_RECORDER_INVALID_RESPONSE_FROM_DEVICE", "The drive's answer makes no sense.", "Try again; if it stays so, the drive or its adapter is faulty."),
    Status.E_LOSS_OF_STREAMING: StatusText("E_IMAPI_LOSS_OF_STREAMING", "The data did not come fast enough, and the drive ran out of it while writing.", "Burn more slowly, from a faster source, or with a larger buffer."),
    Status.E_UNEXPECTED_RESPONSE_FROM_DEVICE: StatusText("E_IMAPI_UNEXPECTED_RESPONSE_FROM_DEVICE", "The drive failed while writing and could not recover.", "Do not trust this disc; try another one, perhaps of another make or more slowly."),
    Status.S_WRITE_NOT_IN_PROGRESS: StatusText("S_IMAPI_WRITE_NOT_IN_PROGRESS", "Nothing is being written, so there was nothing to cancel.", ""),
    Status.E_DF2DATA_WRITE_IN_PROGRESS: StatusText("E_IMAPI_DF2DATA_WRITE_IN_PROGRESS", "That is not possible while data is being written.", "Wait until the write has finished, or cancel it."),
    Status.E_DF2DATA_WRITE_NOT_IN_PROGRESS: StatusText("E_IMAPI_DF2DATA_WRITE_NOT_IN_PROGRESS", "No data is being written, so there is nothing to cancel.", ""),
    Status.E_DF2DATA_INVALID_MEDIA_STATE: StatusText("E_IMAPI_DF2DATA_INVALID_MEDIA_STATE", "The disc in the drive cannot answer that: it is not one that data is written to.", "Insert a writable disc."),
    Status.E_DF2DATA_STREAM_NOT_SUPPORTED: StatusText("E_IMAPI_DF2DATA_STREAM_NOT_SUPPORTED", "The data cannot be written as it is: its size is not a multiple of 2048 bytes, or it is empty.", "Use an ISO image, or pad the data to full sectors."),
    Status.E_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA: StatusText("E_IMAPI_DF2DATA_STREAM_TOO_LARGE_FOR_CURRENT_MEDIA", "The data does not fit on the disc.", "Use a larger or emptier disc, or less data."),
    Status.E_DF2DATA_MEDIA_NOT_BLANK: StatusText("E_IMAPI_DF2DATA_MEDIA_NOT_BLANK", "The disc is not blank, and its contents would be overwritten.", "Use a blank disc, or permit overwriting."),
    Status.E_DF2DATA_MEDIA_IS_NOT_SUPPORTED: StatusText("E_IMAPI_DF2DATA_MEDIA_IS_NOT_SUPPORTED", "Data cannot be written to this disc: it is finalized, damaged, or of an unsupported kind.", "Insert a blank or appendable disc."),
    Status.E_DF2DATA_RECORDER_NOT_SUPPORTED: StatusText("E_IMAPI_DF2DATA_RECORDER_NOT_SUPPORTED", "This drive cannot write data discs.", "Choose another recorder."),
    Status.E_DF2DATA_CLIENT_NAME_IS_NOT_VALID: StatusText("E_IMAPI_DF2DATA_CLIENT_NAME_IS_NOT_VALID", "The client name is empty, too long, or has characters that are not permitted.", "Set a client name of 1 to 63 ASCII letters, digits, blanks and simple punctuation."),
    Status.E_DF2TAO_WRITE_IN_PROGRESS: StatusText("E_IMAPI_DF2TAO_WRITE_IN_PROGRESS", "That is not possible while an audio track is being written.", "Wait until the write has finished, or cancel it."),
    Status.E_DF2TAO_WRITE_NOT_IN_PROGRESS: StatusText("E_IMAPI_DF2TAO_WRITE_NOT_IN_PROGRESS", "No audio track is being written, so there is nothing to cancel.", ""),
    Status.E_DF2TAO_MEDIA_IS_NOT_PREPARED: StatusText("E_IMAPI_DF2TAO_MEDIA_IS_NOT_PREPARED", "The disc has not been prepared for audio tracks.", "Prepare the disc first."),
    Status.E_DF2TAO_MEDIA_IS_PREPARED: StatusText("E_IMAPI_DF2TAO_MEDIA_IS_PREPARED", "That is not possible between preparing and releasing the disc.", "Release the disc first."),
    Status.E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY: StatusText("E_IMAPI_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY", "That setting is fixed once a track was written.", "Set it before the first track."),
    Status.E_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC: StatusText("E_IMAPI_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC", "The disc is empty and has no table of contents.", "Write a track first."),
    Status.E_DF2TAO_MEDIA_IS_NOT_BLANK: StatusText("E_IMAPI_DF2TAO_MEDIA_IS_NOT_BLANK", "An audio CD needs a blank disc, and this one is not.", "Insert a blank CD-R or CD-RW."),
    Status.E_DF2TAO_MEDIA_IS_NOT_SUPPORTED: StatusText("E_IMAPI_DF2TAO_MEDIA_IS_NOT_SUPPORTED", "An audio CD needs a CD-R or CD-RW, and this disc is not one.", "Insert a blank CD-R or CD-RW."),
    Status.E_DF2TAO_TRACK_LIMIT_REACHED: StatusText("E_IMAPI_DF2TAO_TRACK_LIMIT_REACHED", "The disc already has 99 tracks, and a CD cannot hold more.", "Finish this disc and continue on another one."),
    Status.E_DF2TAO_NOT_ENOUGH_SPACE: StatusText("E_IMAPI_DF2TAO_NOT_ENOUGH_SPACE", "The track does not fit on the disc.", "Use a longer disc, or a shorter track."),
    Status.E_DF2TAO_NO_RECORDER_SPECIFIED: StatusText("E_IMAPI_DF2TAO_NO_RECORDER_SPECIFIED", "No recorder was chosen for the audio tracks.", "Set a recorder first; virtual:album.disc works without hardware."),
    Status.E_DF2TAO_INVALID_ISRC: StatusText("E_IMAPI_DF2TAO_INVALID_ISRC", "The ISRC is not valid.", "Use 12 characters: country, owner, year and number, such as DEA123456789."),
    Status.E_DF2TAO_INVALID_MCN: StatusText("E_IMAPI_DF2TAO_INVALID_MCN", "The media catalogue number is not valid.", "Use 13 digits with a correct check digit, as in a bar code."),
    Status.E_DF2TAO_STREAM_NOT_SUPPORTED: StatusText("E_IMAPI_DF2TAO_STREAM_NOT_SUPPORTED", "The audio data cannot be written as it is: its length is wrong.", "Use 16-bit stereo at 44100 Hz, at least four seconds, in full sectors of 2352 bytes."),
    Status.E_DF2TAO_RECORDER_NOT_SUPPORTED: StatusText("E_IMAPI_DF2TAO_RECORDER_NOT_SUPPORTED", "This drive cannot write audio tracks.", "Choose another recorder."),
    Status.E_DF2TAO_CLIENT_NAME_IS_NOT_VALID: StatusText("E_IMAPI_DF2TAO_CLIENT_NAME_IS_NOT_VALID", "The client name is empty, too long, or has characters that are not permitted.", "Set a client name of 1 to 63 ASCII letters, digits, blanks and simple punctuation."),
    Status.E_DF2RAW_WRITE_IN_PROGRESS: StatusText("E_IMAPI_DF2RAW_WRITE_IN_PROGRESS", "That is not possible while a raw image is being written.", "Wait until the write has finished, or cancel it."),
    Status.E_DF2RAW_WRITE_NOT_IN_PROGRESS: StatusText("E_IMAPI_DF2RAW_WRITE_NOT_IN_PROGRESS", "No raw image is being written, so there is nothing to cancel.", ""),
    Status.E_DF2RAW_MEDIA_IS_NOT_PREPARED: StatusText("E_IMAPI_DF2RAW_MEDIA_IS_NOT_PREPARED", "The disc has not been prepared for a raw image.", "Prepare the disc first."),
    Status.E_DF2RAW_MEDIA_IS_PREPARED: StatusText("E_IMAPI_DF2RAW_MEDIA_IS_PREPARED", "That is not possible between preparing and releasing the disc.", "Release the disc first."),
    Status.E_DF2RAW_CLIENT_NAME_IS_NOT_VALID: StatusText("E_IMAPI_DF2RAW_CLIENT_NAME_IS_NOT_VALID", "The client name is empty, too long, or has characters that are not permitted.", "Set a client name of 1 to 63 ASCII letters, digits, blanks and simple punctuation."),
    Status.E_DF2RAW_MEDIA_IS_NOT_BLANK: StatusText("E_IMAPI_DF2RAW_MEDIA_IS_NOT_BLANK", "A raw image needs a blank disc, and this one is not.", "Insert a blank CD-R or CD-RW."),
    Status.E_DF2RAW_MEDIA_IS_NOT_SUPPORTED: StatusText("E_IMAPI_DF2RAW_MEDIA_IS_NOT_SUPPORTED", "A raw image needs a CD-R or CD-RW, and this disc is not one.", "Insert a blank CD-R or CD-RW."),
    Status.E_DF2RAW_NOT_ENOUGH_SPACE: StatusText("E_IMAPI_DF2RAW_NOT_ENOUGH_SPACE", "The raw image does not fit on the disc.", "Use a longer disc."),
    Status.E_DF2RAW_NO_RECORDER_SPECIFIED: StatusText("E_IMAPI_DF2RAW_NO_RECORDER_SPECIFIED", "No recorder was chosen for the raw image.", "Set a recorder first; virtual:album.disc works without hardware."),
    Status.E_DF2RAW_STREAM_NOT_SUPPORTED: StatusText("E_IMAPI_DF2RAW_STREAM_NOT_SUPPORTED", "The raw image cannot be written as it is: its size or its contents are wrong.", "Make the image anew for this sector type."),
    Status.E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED: StatusText("E_IMAPI_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED", "The drive does not write that type of raw sector.", "Choose one of the sector types that the drive supports."),
    Status.E_DF2RAW_STREAM_LEADIN_TOO_SHORT: StatusText("E_IMAPI_DF2RAW_STREAM_LEADIN_TOO_SHORT", "The image's lead-in is shorter than this disc needs.", "Make the image with the disc's own start of lead-in."),
    Status.E_DF2RAW_RECORDER_NOT_SUPPORTED: StatusText("E_IMAPI_DF2RAW_RECORDER_NOT_SUPPORTED", "This drive cannot write raw images.", "Choose another recorder, or write track at once."),
    Status.E_ERASE_RECORDER_IN_USE: StatusText("E_IMAPI_ERASE_RECORDER_IN_USE", "The recorder cannot be changed while a disc is being erased.", "Wait until erasing has finished."),
    Status.E_ERASE_ONLY_ONE_RECORDER_SUPPORTED: StatusText("E_IMAPI_ERASE_ONLY_ONE_RECORDER_SUPPORTED", "A recorder is set already, and there can be only one.", "Clear the recorder before setting another."),
    Status.E_ERASE_DISC_INFORMATION_TOO_SMALL: StatusText("E_IMAPI_ERASE_DISC_INFORMATION_TOO_SMALL", "The drive's description of the disc is too short to be used.", "Eject and load the disc, and try again."),
    Status.E_ERASE_MODE_PAGE_2A_TOO_SMALL: StatusText("E_IMAPI_ERASE_MODE_PAGE_2A_TOO_SMALL", "The drive's description of itself is too short to be used.", "Use another drive."),
    Status.E_ERASE_MEDIA_IS_NOT_ERASABLE: StatusText("E_IMAPI_ERASE_MEDIA_IS_NOT_ERASABLE", "This disc cannot be erased.", "Insert a rewritable disc."),
    Status.E_ERASE_DRIVE_FAILED_ERASE_COMMAND: StatusText("E_IMAPI_ERASE_DRIVE_FAILED_ERASE_COMMAND", "The drive refused to erase the disc.", "Try a full erase; if that fails, the disc is worn out."),
    Status.E_ERASE_TOOK_LONGER_THAN_ONE_HOUR: StatusText("E_IMAPI_ERASE_TOOK_LONGER_THAN_ONE_HOUR", "Erasing did not finish within an hour, or the disc is bad.", "Try another disc."),
    Status.E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE: StatusText("E_IMAPI_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE", "The drive's answer while erasing makes no sense; the disc may be erased or not.", "Eject and load the disc, then look at its state."),
    Status.E_ERASE_DRIVE_FAILED_SPINUP_COMMAND: StatusText("E_IMAPI_ERASE_DRIVE_FAILED_SPINUP_COMMAND", "The drive could not spin up the disc.", "Clean the disc, load it again, and try again."),
    Status.E_ERASE_MEDIA_IS_NOT_SUPPORTED: StatusText("E_IMAPI_ERASE_MEDIA_IS_NOT_SUPPORTED", "A disc of this kind cannot be erased here.", "Insert a rewritable disc."),
    Status.E_ERASE_RECORDER_NOT_SUPPORTED: StatusText("E_IMAPI_ERASE_RECORDER_NOT_SUPPORTED", "This drive cannot erase discs.", "Choose another recorder."),
    Status.E_ERASE_CLIENT_NAME_IS_NOT_VALID: StatusText("E_IMAPI_ERASE_CLIENT_NAME_IS_NOT_VALID", "The client name is empty, too long, or has characters that are not permitted.", "Set a client name of 1 to 63 ASCII letters, digits, blanks and simple punctuation."),
    Status.E_RAW_IMAGE_IS_READ_ONLY: StatusText("E_IMAPI_RAW_IMAGE_IS_READ_ONLY", "The raw image was made already and cannot be changed any more.", "Start a new image."),
    Status.E_RAW_IMAGE_TOO_MANY_TRACKS: StatusText("E_IMAPI_RAW_IMAGE_TOO_MANY_TRACKS", "The track number is outside 1 to 99, or the image has 99 tracks already.", "Keep to 99 tracks."),
    Status.E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED: StatusText("E_IMAPI_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED", "The image cannot be made of that sector type, or cannot mix these types.", "Choose another sector type."),
    Status.E_RAW_IMAGE_NO_TRACKS: StatusText("E_IMAPI_RAW_IMAGE_NO_TRACKS", "The raw image has no tracks.", "Add a track first."),
    Status.E_RAW_IMAGE_TRACKS_ALREADY_ADDED: StatusText("E_IMAPI_RAW_IMAGE_TRACKS_ALREADY_ADDED", "That setting is fixed once a track was added.", "Set it before the first track."),
    Status.E_RAW_IMAGE_INSUFFICIENT_SPACE: StatusText("E_IMAPI_RAW_IMAGE_INSUFFICIENT_SPACE", "The track would go past the limit that was set for the lead-out.", "Raise the limit, or leave the track out."),
    Status.E_RAW_IMAGE_TOO_MANY_TRACK_INDEXES: StatusText("E_IMAPI_RAW_IMAGE_TOO_MANY_TRACK_INDEXES", "The track has 99 indexes already.", ""),
    Status.E_RAW_IMAGE_TRACK_INDEX_NOT_FOUND: StatusText("E_IMAPI_RAW_IMAGE_TRACK_INDEX_NOT_FOUND", "The track has no index at that place.", ""),
    Status.S_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS: StatusText("S_IMAPI_RAW_IMAGE_TRACK_INDEX_ALREADY_EXISTS", "The track has an index at that place already; nothing was changed.", ""),
    Status.E_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED: StatusText("E_IMAPI_RAW_IMAGE_TRACK_INDEX_OFFSET_ZERO_CANNOT_BE_CLEARED", "Index 1 is the start of the track and cannot be removed.", ""),
    Status.E_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX: StatusText("E_IMAPI_RAW_IMAGE_TRACK_INDEX_TOO_CLOSE_TO_OTHER_INDEX", "Another index is too near.", "Keep at least ten sectors between two indexes."),
    Status.E_NOT_A_RECORDER: StatusText("E_BURNISH_NOT_A_RECORDER", "This is not an optical disc drive.", "List the recorders, or use virtual:album.disc to work without one."),
    Status.E_NOT_A_DISC_FOLDER: StatusText("E_BURNISH_NOT_A_DISC_FOLDER", "This folder or file is not a virtual disc.", "Name a folder that does not exist yet, or one that a virtual recorder has made."),
    Status.E_MEDIUM_CONTRADICTS_DISC: StatusText("E_BURNISH_MEDIUM_CONTRADICTS_DISC", "The virtual disc is of another kind than the medium that was asked for.", "Leave out medium=, or name another folder."),
    Status.E_POWER_CALIBRATION: StatusText("E_BURNISH_POWER_CALIBRATION", "The drive could not adjust its laser to this disc.", "Try another disc, perhaps of another make, or a lower speed."),
    Status.E_SESSION_FIXATION: StatusText("E_BURNISH_SESSION_FIXATION", "The drive could not close the session or the disc.", "Try to close the disc again; if that fails, use another one."),
    Status.E_END_OF_MEDIUM: StatusText("E_BURNISH_END_OF_MEDIUM", "The end of the disc was reached while writing.", "Use a larger disc, or less data."),
    Status.E_STREAM_TOO_SHORT: StatusText("E_BURNISH_STREAM_TOO_SHORT", "The data ended before its announced size; the disc is not complete.", "Make sure that the source does not change while it is burned, and use a new disc."),
    Status.E_STREAM_READ_FAILURE: StatusText("E_BURNISH_STREAM_READ_FAILURE", "The data to burn could not be read.", "Check the source, then try again with a new disc."),
    Status.E_STREAM_BAD_CALLBACK: StatusText("E_BURNISH_STREAM_BAD_CALLBACK", "The program's data callback answered with something that it must not.", "This is a mistake in the program: let the callback return only the codes in burnish/stream.h."),
    Status.E_REPLAY_DIFFERS: StatusText("E_BURNISH_REPLAY_DIFFERS", "The transcript that is replayed does not go on as it was recorded: something else was asked of the drive.", "Ask the same as when it was recorded, of the same contents."),
    Status.E_NOT_A_TRANSCRIPT: StatusText("E_BURNISH_NOT_A_TRANSCRIPT", "This file is no transcript of a drive, or it is damaged.", "Name a file that burnish --record has made."),
    Status.E_CD_TEXT_CHARACTER: StatusText("E_BURNISH_CD_TEXT_CHARACTER", "The text has a character that the CD-TEXT character set cannot hold.", "Change the text, choose another character set, or let it be transliterated."),
    Status.E_CD_TEXT_TOO_LONG: StatusText("E_BURNISH_CD_TEXT_TOO_LONG", "The text needs more than the 256 packs that one language of CD-TEXT can have.", "Shorten the text, or leave fields out."),
    Status.E_CD_TEXT_DAMAGED: StatusText("E_BURNISH_CD_TEXT_DAMAGED", "These are no CD-TEXT packs, or they are damaged.", "Get the packs anew."),
    Status.E_CUE_SYNTAX: StatusText("E_BURNISH_CUE_SYNTAX", "The cue sheet or TOC file says something that cannot be understood or cannot be.", "Correct the line that is named."),
    Status.E_AUDIO_FILE_NOT_SUPPORTED: StatusText("E_BURNISH_AUDIO_FILE_NOT_SUPPORTED", "The audio file is none that can be burned as it is: 16-bit stereo at 44100 Hz, as WAV, AIFF or FLAC.", "Convert it, or burn it through GStreamer's discsink."),
    Status.S_IMAGE_FEATURE_NOT_SUPPORTED: StatusText("IMAPI_S_IMAGE_FEATURE_NOT_SUPPORTED", "It worked, but the file system revision lacks the feature, which was left out.", ""),
    Status.E_FSI_INTERNAL_ERROR: StatusText("IMAPI_E_FSI_INTERNAL_ERROR", "Making the image failed inside.", "Read the error's detail."),
    Status.E_INVALID_PARAM: StatusText("IMAPI_E_INVALID_PARAM", "A value given for the image is not permitted.", "Look up the permitted values and try again."),
    Status.E_READONLY: StatusText("IMAPI_E_READONLY", "The image cannot be changed now: a stream of it is in use.", "Release the stream first, or change the image before making one."),
    Status.E_NO_OUTPUT: StatusText("IMAPI_E_NO_OUTPUT", "No file system was chosen for the image.", "Choose at least one."),
    Status.E_INVALID_VOLUME_NAME: StatusText("IMAPI_E_INVALID_VOLUME_NAME", "The volume name is too long or has characters that are not permitted.", "Use at most 32 characters."),
    Status.E_INVALID_DATE: StatusText("IMAPI_E_INVALID_DATE", "The times of a file contradict each other.", "Correct the file's times."),
    Status.E_FILE_SYSTEM_NOT_EMPTY: StatusText("IMAPI_E_FILE_SYSTEM_NOT_EMPTY", "That setting is fixed once the image holds something.", "Set it before adding files."),
    Status.E_NOT_FILE: StatusText("IMAPI_E_NOT_FILE", "The path does not name a file.", ""),
    Status.E_NOT_DIR: StatusText("IMAPI_E_NOT_DIR", "The path does not name a folder.", ""),
    Status.E_DIR_NOT_EMPTY: StatusText("IMAPI_E_DIR_NOT_EMPTY", "The folder is not empty.", "Remove its contents first, or remove the whole tree."),
    Status.E_NOT_IN_FILE_SYSTEM: StatusText("IMAPI_E_NOT_IN_FILE_SYSTEM", "The item does not belong to this image.", "Add it first."),
    Status.E_INVALID_PATH: StatusText("IMAPI_E_INVALID_PATH", "The path is not a valid one for an image.", "Use an absolute path with slashes, such as /photos/summer."),
    Status.E_RESTRICTED_NAME_VIOLATION: StatusText("IMAPI_E_RESTRICTED_NAME_VIOLATION", "The name has characters that the restricted character set lacks.", "Rename it, or permit all characters."),
    Status.E_DUP_NAME: StatusText("IMAPI_E_DUP_NAME", "The image already has something of that name.", "Choose another name in the image."),
    Status.E_NO_UNIQUE_NAME: StatusText("IMAPI_E_NO_UNIQUE_NAME", "No name could be made for it that differs from all others.", "Rename some of the files."),
    Status.E_ITEM_NOT_FOUND: StatusText("IMAPI_E_ITEM_NOT_FOUND", "The image has nothing of that name.", ""),
    Status.E_FILE_NOT_FOUND: StatusText("IMAPI_E_FILE_NOT_FOUND", "The file does not exist.", "Check its name."),
    Status.E_DIR_NOT_FOUND: StatusText("IMAPI_E_DIR_NOT_FOUND", "The folder does not exist.", "Check its name."),
    Status.E_IMAGE_SIZE_LIMIT: StatusText("IMAPI_E_IMAGE_SIZE_LIMIT", "With this the image would be larger than the disc's free space.", "Use a larger disc, or fewer files."),
    Status.E_IMAGE_TOO_BIG: StatusText("IMAPI_E_IMAGE_TOO_BIG", "The image is already larger than that limit.", ""),
    Status.E_DATA_STREAM_INCONSISTENCY: StatusText("IMAPI_E_DATA_STREAM_INCONSISTENCY", "A file changed its size while it was burned.", "Leave the files alone while burning, and burn again."),
    Status.E_DATA_STREAM_READ_FAILURE: StatusText("IMAPI_E_DATA_STREAM_READ_FAILURE", "A file vanished or could not be read while it was burned.", "Check the file, and burn again."),
    Status.E_DATA_STREAM_CREATE_FAILURE: StatusText("IMAPI_E_DATA_STREAM_CREATE_FAILURE", "A file could not be opened.", "Check that the file is there and readable."),
    Status.E_DIRECTORY_READ_FAILURE: StatusText("IMAPI_E_DIRECTORY_READ_FAILURE", "A folder could not be listed.", "Check that you may read the folder."),
    Status.E_TOO_MANY_DIRS: StatusText("IMAPI_E_TOO_MANY_DIRS", "There are more folders than the file system can hold.", "Use fewer folders."),
    Status.E_ISO9660_LEVELS: StatusText("IMAPI_E_ISO9660_LEVELS", "Folders are nested more than eight levels deep, and ISO 9660 alone does not permit that.", "Nest less deeply, or use Rock Ridge or Joliet too."),
    Status.E_DATA_TOO_BIG: StatusText("IMAPI_E_DATA_TOO_BIG", "The file is too large for the file system.", "Split the file."),
    Status.E_INCOMPATIBLE_PREVIOUS_SESSION: StatusText("IMAPI_E_INCOMPATIBLE_PREVIOUS_SESSION", "The last session on the disc cannot be continued.", "Use a blank disc."),
    Status.E_STASHFILE_OPEN_FAILURE: StatusText("IMAPI_E_STASHFILE_OPEN_FAILURE", "A temporary file could not be made.", "Check the temporary folder."),
    Status.E_STASHFILE_SEEK_FAILURE: StatusText("IMAPI_E_STASHFILE_SEEK_FAILURE", "A temporary file could not be positioned.", "Check the temporary folder."),
    Status.E_STASHFILE_WRITE_FAILURE: StatusText("IMAPI_E_STASHFILE_WRITE_FAILURE", "A temporary file could not be written.", "Check the temporary folder's free space."),
    Status.E_STASHFILE_READ_FAILURE: StatusText("IMAPI_E_STASHFILE_READ_FAILURE", "A temporary file could not be read.", "Check the temporary folder."),
    Status.E_INVALID_WORKING_DIRECTORY: StatusText("IMAPI_E_INVALID_WORKING_DIRECTORY", "The working folder cannot be used.", "Name a folder that exists and that you may write to."),
    Status.E_WORKING_DIRECTORY_SPACE: StatusText("IMAPI_E_WORKING_DIRECTORY_SPACE", "The working folder has not enough room.", "Free some space, or name another folder."),
    Status.E_STASHFILE_MOVE: StatusText("IMAPI_E_STASHFILE_MOVE", "A temporary file could not be moved to the new working folder.", "Check both folders."),
    Status.E_BOOT_IMAGE_DATA: StatusText("IMAPI_E_BOOT_IMAGE_DATA", "The boot image could not be added.", "Check the boot image."),
    Status.E_BOOT_OBJECT_CONFLICT: StatusText("IMAPI_E_BOOT_OBJECT_CONFLICT", "Only the first session of a disc can hold a boot image.", "Use a blank disc."),
    Status.E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH: StatusText("IMAPI_E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH", "The boot image's size does not fit the emulation that was chosen.", "Choose another emulation, or none."),
    Status.E_EMPTY_DISC: StatusText("IMAPI_E_EMPTY_DISC", "The disc is blank: there is nothing to read from it.", ""),
    Status.E_NO_SUPPORTED_FILE_SYSTEM: StatusText("IMAPI_E_NO_SUPPORTED_FILE_SYSTEM", "No file system that burnish reads was found on the disc.", ""),
    Status.E_FILE_SYSTEM_NOT_FOUND: StatusText("IMAPI_E_FILE_SYSTEM_NOT_FOUND", "The disc does not have that file system.", ""),
    Status.E_FILE_SYSTEM_READ_CONSISTENCY_ERROR: StatusText("IMAPI_E_FILE_SYSTEM_READ_CONSISTENCY_ERROR", "The file system on the disc is damaged.", ""),
    Status.E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED: StatusText("IMAPI_E_FILE_SYSTEM_FEATURE_NOT_SUPPORTED", "The file system on the disc uses something that cannot be read here.", ""),
    Status.E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY: StatusText("IMAPI_E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY", "The disc has a file where the image has a folder.", "Rename the folder in the image."),
    Status.E_IMPORT_SEEK_FAILURE: StatusText("IMAPI_E_IMPORT_SEEK_FAILURE", "The disc could not be positioned for reading.", "Clean the disc and try again."),
    Status.E_IMPORT_READ_FAILURE: StatusText("IMAPI_E_IMPORT_READ_FAILURE", "The last session could not be read from the disc.", "Clean the disc and try again."),
    Status.E_DISC_MISMATCH: StatusText("IMAPI_E_DISC_MISMATCH", "This is another disc than the one that was read before.", "Insert the disc that was read."),
    Status.E_IMPORT_MEDIA_NOT_ALLOWED: StatusText("IMAPI_E_IMPORT_MEDIA_NOT_ALLOWED", "Discs of this kind cannot hold several sessions.", ""),
    Status.E_UDF_NOT_WRITE_COMPATIBLE: StatusText("IMAPI_E_UDF_NOT_WRITE_COMPATIBLE", "The disc's UDF revision cannot be written.", "Use a blank disc."),
    Status.E_INCOMPATIBLE_MULTISESSION_TYPE: StatusText("IMAPI_E_INCOMPATIBLE_MULTISESSION_TYPE", "That way of adding a session is not supported.", ""),
    Status.E_NO_COMPATIBLE_MULTISESSION_TYPE: StatusText("IMAPI_E_NO_COMPATIBLE_MULTISESSION_TYPE", "None of the ways of adding a session fits the disc, or there is no disc.", "Check that an appendable disc is in the drive."),
    Status.E_MULTISESSION_NOT_SET: StatusText("IMAPI_E_MULTISESSION_NOT_SET", "It was not said which disc the session is to be added to.", "Set the multisession parameters first."),
    Status.E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE: StatusText("IMAPI_E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE", "The disc has a folder where the image has a file.", "Rename the file in the image."),
    Status.E_BAD_MULTISESSION_PARAMETER: StatusText("IMAPI_E_BAD_MULTISESSION_PARAMETER", "A multisession parameter is missing or wrong.", ""),
    Status.E_FILE_SYSTEM_CHANGE_NOT_ALLOWED: StatusText("IMAPI_E_FILE_SYSTEM_CHANGE_NOT_ALLOWED", "A new session must have the same file systems as the last one.", "Choose the file systems that the disc has."),
    Status.E_IMAGEMANAGER_IMAGE_NOT_ALIGNED: StatusText("IMAPI_E_IMAGEMANAGER_IMAGE_NOT_ALIGNED", "The size of the ISO image is not a multiple of 2048 bytes; it may be cut off.", "Get or make the image anew."),
    Status.E_IMAGEMANAGER_NO_VALID_VD_FOUND: StatusText("IMAPI_E_IMAGEMANAGER_NO_VALID_VD_FOUND", "This is not an ISO image: it has no valid volume descriptor.", ""),
    Status.E_IMAGEMANAGER_NO_IMAGE: StatusText("IMAPI_E_IMAGEMANAGER_NO_IMAGE", "No ISO image was set.", "Set a path or a stream first."),
    Status.E_IMAGEMANAGER_IMAGE_TOO_BIG: StatusText("IMAPI_E_IMAGEMANAGER_IMAGE_TOO_BIG", "The ISO image is too large.", ""),
}
