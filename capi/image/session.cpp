// SPDX-License-Identifier: GPL-3.0-or-later
// burnish/image.h: taking a disc's last session over into an image.
#include "image_handle.hpp"

using burnish::Error;
using burnish::Result;
using burnish::Status;
using namespace burnish::image;
namespace status = burnish::status;

namespace {

struct UnrefMedium {
    void operator()(burnish_medium *medium) const { burnish_medium_unref(medium); }
};
using MediumPointer = std::unique_ptr<burnish_medium, UnrefMedium>;

int32_t valueOf(const MediumPointer &medium, int32_t (*get)(const burnish_medium *, int32_t *)) {
    int32_t value = 0;
    (void)get(medium.get(), &value);
    return value;
}

Result<MediumPointer> mediumOf(burnish_recorder *recorder) {
    burnish_medium *medium = nullptr;
    const Status got = burnish_recorder_get_medium(recorder, &medium);
    if (got < 0) {
        return recorderError(recorder, got);
    }
    return MediumPointer(medium);
}

// Whether the last session begins with data. Audio cannot be read as blocks, and is no error of the disc.
bool endsWithData(const MediumPointer &medium) {
    const int32_t session = valueOf(medium, burnish_medium_get_session_count);
    const int32_t tracks = valueOf(medium, burnish_medium_get_track_count);
    for (int32_t index = 0; index < tracks; ++index) {
        burnish_track_info track{};
        track.size = sizeof track;
        if (burnish_medium_get_track(medium.get(), index, &track) == BURNISH_S_OK && track.session == session) {
            return track.is_data != 0;
        }
    }
    return true;
}

Result<void> checkMedium(const MediumPointer &medium) {
    const int32_t state = valueOf(medium, burnish_medium_get_state);
    const bool closed = (state & BURNISH_MEDIA_STATE_UNSUPPORTED_MASK) != 0 ||
                        valueOf(medium, burnish_medium_get_next_writable_address) < 0;
    if (closed) {
        const char *text = "";
        (void)burnish_medium_get_state_text(medium.get(), &text);
        return Error(status::E_IMPORT_MEDIA_NOT_ALLOWED,
                     std::string("Nothing can be added to the disc, so its session is of no use for a new one. Use "
                                 "another disc. The disc is: ") +
                         text + ".");
    }
    if (valueOf(medium, burnish_medium_get_session_count) == 0) {
        return burnish::errorFromTable(status::E_EMPTY_DISC);
    }
    if (!endsWithData(medium)) {
        return Error(status::E_NO_SUPPORTED_FILE_SYSTEM,
                     "The disc's last session is audio and has no files to take over into a new one. Use another disc, "
                     "or burn fresh: a session that lists only the new files.");
    }
    return {};
}

}  // namespace

extern "C" {

int32_t burnish_image_import_session(burnish_image *image, burnish_recorder *recorder) {
    return with(image, [&]() -> Result<Status> {
        if (recorder == nullptr) {
            return nullArgument("recorder");
        }
        TRY_ASSIGN(const MediumPointer medium, mediumOf(recorder));
        TRY(checkMedium(medium));
        const int32_t start = valueOf(medium, burnish_medium_get_start_address_of_previous_session);
        const int32_t next = valueOf(medium, burnish_medium_get_next_writable_address);
        return image->core->importSession(blocksOf(recorder), static_cast<std::uint32_t>(start),
                                          static_cast<std::uint32_t>(next));
    });
}

int32_t burnish_image_get_imported_session(burnish_image *image, burnish_imported_session *session) {
    return with(image, [&]() -> Result<Status> {
        if (session == nullptr) {
            return nullArgument("session");
        }
        if (session->size != sizeof *session) {
            return Error(status::E_INVALIDARG, "The size in burnish_imported_session is wrong.");
        }
        const auto imported = image->core->imported();
        if (!imported) {
            session->start = -1;
            session->files = session->folders = 0;
            return status::S_FALSE;
        }
        session->start = static_cast<int32_t>(imported->start);
        session->files = static_cast<int32_t>(imported->files);
        session->folders = static_cast<int32_t>(imported->folders);
        return status::S_OK;
    });
}

int32_t burnish_image_get_imported_volume_name(burnish_image *image, char **name) {
    return with(image, [&]() -> Result<void> {
        if (name == nullptr) {
            return nullArgument("name");
        }
        const auto imported = image->core->imported();
        *name = copyString(imported ? imported->volumeId : "");
        return {};
    });
}

}  // extern "C"
