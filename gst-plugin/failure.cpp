// SPDX-License-Identifier: LGPL-2.1-or-later
// Failure: an error as GStreamer tells it, made from a status and an error of libburnish.
#include "failure.hpp"

#include <array>
#include <cstdio>

namespace discsink {

namespace {

struct Rule {
    int32_t status;
    GstResourceError code;
    const char *text;
};

// What has a code of its own wherever it happens.
constexpr const char *NotEmpty = "The disc is not empty";
constexpr const char *NoRoom = "The sound does not fit on the disc";
constexpr const char *CannotErase = "The disc cannot be erased";

const std::array Rules = {
    Rule{BURNISH_E_NOT_A_RECORDER, GST_RESOURCE_ERROR_NOT_FOUND, "\u201c%s\u201d is not a CD recorder"},
    Rule{BURNISH_E_DF2TAO_RECORDER_NOT_SUPPORTED, GST_RESOURCE_ERROR_NOT_FOUND, "\u201c%s\u201d is not a CD recorder"},
    Rule{BURNISH_E_RECORDER_MEDIA_NO_MEDIA, GST_RESOURCE_ERROR_NOT_FOUND, "No disc in the recorder"},
    Rule{BURNISH_E_RECORDER_LOCKED, GST_RESOURCE_ERROR_BUSY, "The recorder is in use by another program"},
    Rule{BURNISH_E_ACCESSDENIED, GST_RESOURCE_ERROR_NOT_AUTHORIZED, "No permission to use \u201c%s\u201d"},
    Rule{BURNISH_E_RECORDER_COMMAND_TIMEOUT, GST_RESOURCE_ERROR_SYNC, "The recorder does not answer"},
    Rule{BURNISH_E_DF2TAO_MEDIA_IS_NOT_BLANK, GST_RESOURCE_ERROR_OPEN_WRITE, NotEmpty},
    Rule{BURNISH_E_DF2TAO_MEDIA_IS_NOT_SUPPORTED, GST_RESOURCE_ERROR_OPEN_WRITE,
         "The disc cannot become an audio CD: it is no writable CD-R or CD-RW"},
    Rule{BURNISH_E_RECORDER_MEDIA_WRITE_PROTECTED, GST_RESOURCE_ERROR_OPEN_WRITE, "The disc is write-protected"},
    Rule{BURNISH_E_ERASE_MEDIA_IS_NOT_ERASABLE, GST_RESOURCE_ERROR_OPEN_WRITE,
         "The disc is not empty, and is none that can be erased"},
    Rule{BURNISH_E_ERASE_MEDIA_IS_NOT_SUPPORTED, GST_RESOURCE_ERROR_OPEN_WRITE, CannotErase},
    Rule{BURNISH_E_ERASE_RECORDER_NOT_SUPPORTED, GST_RESOURCE_ERROR_OPEN_WRITE, CannotErase},
    Rule{BURNISH_E_ERASE_DRIVE_FAILED_ERASE_COMMAND, GST_RESOURCE_ERROR_OPEN_WRITE, CannotErase},
    Rule{BURNISH_E_ERASE_DRIVE_FAILED_SPINUP_COMMAND, GST_RESOURCE_ERROR_OPEN_WRITE, CannotErase},
    Rule{BURNISH_E_ERASE_TOOK_LONGER_THAN_ONE_HOUR, GST_RESOURCE_ERROR_OPEN_WRITE, CannotErase},
    Rule{BURNISH_E_ERASE_UNEXPECTED_DRIVE_RESPONSE_DURING_ERASE, GST_RESOURCE_ERROR_OPEN_WRITE, CannotErase},
    Rule{BURNISH_E_DF2TAO_TRACK_LIMIT_REACHED, GST_RESOURCE_ERROR_SETTINGS, "An audio CD has 99 tracks at most"},
    Rule{BURNISH_E_DF2TAO_INVALID_ISRC, GST_RESOURCE_ERROR_SETTINGS, "A track has a wrong ISRC"},
    Rule{BURNISH_E_DF2TAO_INVALID_MCN, GST_RESOURCE_ERROR_SETTINGS, "The media catalogue number is wrong"},
    Rule{BURNISH_E_DF2RAW_RECORDER_NOT_SUPPORTED, GST_RESOURCE_ERROR_SETTINGS,
         "The recorder cannot write a disc at once; mode=tao is what it may know"},
    Rule{BURNISH_E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED, GST_RESOURCE_ERROR_SETTINGS,
         "The recorder cannot write a disc at once as it is asked for"},
    Rule{BURNISH_E_DF2RAW_MEDIA_IS_NOT_BLANK, GST_RESOURCE_ERROR_OPEN_WRITE, NotEmpty},
    Rule{BURNISH_E_DF2RAW_MEDIA_IS_NOT_SUPPORTED, GST_RESOURCE_ERROR_OPEN_WRITE,
         "The disc cannot become an audio CD: it is no writable CD-R or CD-RW"},
    Rule{BURNISH_E_DF2RAW_NOT_ENOUGH_SPACE, GST_RESOURCE_ERROR_NO_SPACE_LEFT, NoRoom},
    Rule{BURNISH_E_RAW_IMAGE_INSUFFICIENT_SPACE, GST_RESOURCE_ERROR_NO_SPACE_LEFT, NoRoom},
    Rule{BURNISH_E_CD_TEXT_TOO_LONG, GST_RESOURCE_ERROR_SETTINGS,
         "The titles are more than CD-TEXT has room for; cd-text=false leaves them out"},
    Rule{BURNISH_E_RECORDER_FEATURE_IS_NOT_CURRENT, GST_RESOURCE_ERROR_SETTINGS,
         "The recorder cannot do what was asked for with this disc"},
    Rule{BURNISH_E_DF2TAO_NOT_ENOUGH_SPACE, GST_RESOURCE_ERROR_NO_SPACE_LEFT, NoRoom},
    Rule{BURNISH_E_END_OF_MEDIUM, GST_RESOURCE_ERROR_NO_SPACE_LEFT, NoRoom},
    Rule{BURNISH_E_BURN_VERIFICATION_FAILED, GST_RESOURCE_ERROR_READ, "The disc is not what was burned"},
};

// What has none: by the stage.
Rule ruleOfStage(int32_t status, Stage stage) {
    if (stage == Stage::Open) {
        return status == BURNISH_E_DEV_NOT_EXIST
                   ? Rule{status, GST_RESOURCE_ERROR_NOT_FOUND, "No CD recorder found at \u201c%s\u201d"}
                   : Rule{status, GST_RESOURCE_ERROR_OPEN_READ_WRITE, "The recorder \u201c%s\u201d cannot be opened"};
    }
    if (stage == Stage::LayOut) {
        return {status, GST_RESOURCE_ERROR_SETTINGS, "The disc cannot be laid out as asked for; it is untouched"};
    }
    return stage == Stage::Close || status == BURNISH_E_SESSION_FIXATION
               ? Rule{status, GST_RESOURCE_ERROR_CLOSE, "The disc could not be finished"}
               : Rule{status, GST_RESOURCE_ERROR_WRITE, "Writing to the disc failed"};
}

Rule ruleOf(int32_t status, Stage stage) {
    for (const Rule &rule : Rules) {
        if (rule.status == status) {
            return rule;
        }
    }
    return ruleOfStage(status, stage);
}

std::string withDevice(const std::string &text, const std::string &device) {
    std::string result = text;
    if (const auto at = result.find("%s"); at != std::string::npos) {
        result.replace(at, 2, device);
    }
    return result;
}

std::string hexOf(const uint8_t *bytes, std::size_t count) {
    std::string text;
    std::array<char, 4> part{};
    for (std::size_t i = 0; i < count; ++i) {
        std::snprintf(part.data(), part.size(), i == 0 ? "%02X" : " %02X", static_cast<unsigned>(bytes[i]));
        text += part.data();
    }
    return text;
}

Structure detailsOf(int32_t status, const burnish_error *error, const Place &place) {
    Structure details(gst_structure_new("details", "library-code", G_TYPE_INT, status, nullptr));
    if (!place.device.empty()) {
        gst_structure_set(details.get(), "device", G_TYPE_STRING, place.device.c_str(), nullptr);
    }
    if (place.track > 0) {
        gst_structure_set(details.get(), "track", G_TYPE_UINT, place.track, nullptr);
    }
    int32_t sense = 0;
    if (error != nullptr && burnish_error_get_sense(error, &sense) == BURNISH_S_OK) {
        gst_structure_set(details.get(), "sense-key", G_TYPE_UINT, static_cast<guint>(sense >> 16 & 0xFF), "asc",
                          G_TYPE_UINT, static_cast<guint>(sense >> 8 & 0xFF), "ascq", G_TYPE_UINT,
                          static_cast<guint>(sense & 0xFF), nullptr);
    }
    const uint8_t *cdb = nullptr;
    std::size_t length = 0;
    if (error != nullptr && burnish_error_get_cdb(error, &cdb, &length) == BURNISH_S_OK) {
        gst_structure_set(details.get(), "command", G_TYPE_STRING, hexOf(cdb, length).c_str(), nullptr);
    }
    int64_t lba = -1;
    if (error != nullptr && burnish_error_get_lba(error, &lba) == BURNISH_S_OK && lba >= 0) {
        gst_structure_set(details.get(), "sector", G_TYPE_UINT64, static_cast<guint64>(lba), nullptr);
    }
    return details;
}

}  // namespace

Failure makeFailure(GQuark domain, gint code, std::string text, std::string debug) {
    Failure failure;
    failure.domain = domain;
    failure.code = code;
    failure.text = std::move(text);
    failure.debug = std::move(debug);
    return failure;
}

Failure failureOf(int32_t status, const burnish_error *error, const Place &place) {
    const char *message = error != nullptr ? burnish_error_message(error) : burnish_status_meaning(status);
    std::string debug = std::string(burnish_status_name(status)) + ": " + message;
    if (error != nullptr && *burnish_error_detail(error) != '\0') {
        debug += std::string(" [") + burnish_error_detail(error) + "]";
    }
    if (status == BURNISH_E_OUTOFMEMORY) {
        Failure failure = makeFailure(GST_LIBRARY_ERROR, GST_LIBRARY_ERROR_INIT, "There is not enough memory", debug);
        failure.details = detailsOf(status, error, place);
        return failure;
    }
    const Rule rule = ruleOf(status, place.stage);
    Failure failure =
        makeFailure(GST_RESOURCE_ERROR, static_cast<gint>(rule.code), withDevice(rule.text, place.device), debug);
    failure.details = detailsOf(status, error, place);
    return failure;
}

void postFailure(GstElement *element, Failure failure, int line) {
    gst_element_message_full_with_details(element, GST_MESSAGE_ERROR, failure.domain, failure.code,
                                          g_strdup(failure.text.c_str()),
                                          failure.debug.empty() ? nullptr : g_strdup(failure.debug.c_str()), "discsink",
                                          "discsink", line, failure.details.release());
}

}  // namespace discsink
