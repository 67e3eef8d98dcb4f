// SPDX-License-Identifier: GPL-3.0-or-later
// libisofs's process-wide state in one place: its start, its messages, its lock; and owners for its objects.
//
// libisofs has one message queue for the whole process, and whoever takes a message takes it away from all others. Two
// images at a time could rob each other, and another user of libisofs in the process could rob both. So nothing here
// depends on it: the streams that feed libisofs are our own class, and each writes its trouble into the object that it
// belongs to (source_reader.cpp). Nothing is queued, nothing is printed, and libisofs's return codes say the rest.
#include "image/iso_library.hpp"

namespace burnish {

namespace {

struct Library {
    std::mutex mutex;
    int started = 0;  // what iso_init returned; 0: not yet called
};

Library &library() {
    static Library instance;
    return instance;
}

// The locale is left alone, and names are UTF-8 whatever it says. An unreadable source ends an image instead of
// being filled with zeros; source_reader.cpp sees to that by itself, this is the second lock on the door.
int start() {
    const int result = iso_init_with_flag(1);
    if (result < 0) {
        return result;
    }
    char never[] = "NEVER";
    char mishap[] = "MISHAP";
    char prefix[] = "";
    char charset[] = "UTF-8";
    iso_set_msgs_severities(never, never, prefix);
    iso_set_abort_severity(mishap);
    return iso_set_local_charset(charset, 0) > 0 ? 1 : static_cast<int>(ISO_CHARSET_CONV_ERROR);
}

Status statusOf(int code) {
    switch (static_cast<unsigned>(code)) {
        case ISO_OUT_OF_MEM:
            return status::E_OUTOFMEMORY;
        case ISO_MANGLE_TOO_MUCH_FILES:
            return status::E_NO_UNIQUE_NAME;
        case ISO_NODE_NAME_NOT_UNIQUE:
            return status::E_DUP_NAME;
        case ISO_RR_NAME_TOO_LONG:
        case ISO_RR_NAME_RESERVED:
        case ISO_RR_PATH_TOO_LONG:
            return status::E_INVALID_PATH;
        default:
            return status::E_FSI_INTERNAL_ERROR;
    }
}

}  // namespace

Result<std::unique_lock<std::mutex>> lockIsoLibrary() {
    std::unique_lock lock(library().mutex);
    if (library().started == 0) {
        library().started = start();
    }
    if (library().started < 0) {
        return isoError(library().started, "start libisofs");
    }
    return lock;
}

Error isoError(int code, const std::string &what) {
    const char *text = iso_error_to_msg(code);
    return Error(statusOf(code), "libisofs could not " + what + ": " + (text != nullptr ? text : "unknown error") + ".",
                 "libisofs error " + std::to_string(iso_error_get_code(code)));
}

}  // namespace burnish
