// SPDX-License-Identifier: LGPL-2.1-or-later
// Sink: the values of its properties.
#include "sink.hpp"

#include "properties.hpp"

namespace discsink {

namespace {

std::string stringOf(const GValue *value) {
    const gchar *text = g_value_get_string(value);
    return text != nullptr ? text : "";
}

template <typename E>
E enumOf(const GValue *value) {
    return static_cast<E>(g_value_get_enum(value));
}

void giveString(GValue *value, const std::string &text) {
    g_value_set_string(value, text.empty() ? nullptr : text.c_str());
}

TrackRequest requestOf(const GstStructure *structure) {
    TrackRequest request;
    const auto text = [&](const char *name, std::string &target) {
        if (const gchar *found = gst_structure_get_string(structure, name); found != nullptr) {
            target = found;
        }
    };
    const auto flag = [&](const char *name, bool &target) {
        gboolean found = FALSE;
        if (gst_structure_get_boolean(structure, name, &found)) {
            target = found != FALSE;
        }
    };
    Texts &texts = request.text.texts;
    text("title", texts.title);
    text("performer", texts.performer);
    text("songwriter", texts.songwriter);
    text("composer", texts.composer);
    text("arranger", texts.arranger);
    text("message", texts.message);
    text("isrc", request.text.isrc);
    text("cdg", request.place.cdg);
    flag("copy", request.text.copyPermitted);
    flag("pre-emphasis", request.text.preEmphasis);
    guint64 frames = 0;
    if (gst_structure_get_uint64(structure, "length", &frames)) {
        request.frames = frames;
    }
    if (gst_structure_get_uint64(structure, "index0", &frames)) {
        request.place.leading = frames;
    }
    guint sectors = 0;
    if (gst_structure_get_uint(structure, "pregap", &sectors)) {
        request.place.pregap = sectors;
    }
    return request;
}

std::vector<TrackRequest> requestsOf(const GValue *array) {
    std::vector<TrackRequest> requests;
    for (guint i = 0; i < gst_value_array_get_size(array); ++i) {
        const auto *structure =
            static_cast<const GstStructure *>(g_value_get_boxed(gst_value_array_get_value(array, i)));
        requests.push_back(structure != nullptr ? requestOf(structure) : TrackRequest{});
    }
    return requests;
}

// The member of the disc's text that a property is; nullptr where it is none.
std::string *discTextMember(guint id, DiscText &text) {
    switch (id) {
        case PropTitle:
            return &text.texts.title;
        case PropPerformer:
            return &text.texts.performer;
        case PropSongwriter:
            return &text.texts.songwriter;
        case PropComposer:
            return &text.texts.composer;
        case PropArranger:
            return &text.texts.arranger;
        case PropMessage:
            return &text.texts.message;
        case PropGenre:
            return &text.genre;
        case PropMcn:
            return &text.mcn;
        default:
            return nullptr;
    }
}

// The highest state in which a property may be set.
GstState lastStateFor(const GParamSpec *spec) {
    if ((spec->flags & GST_PARAM_MUTABLE_READY) != 0) {
        return GST_STATE_READY;
    }
    return (spec->flags & GST_PARAM_MUTABLE_PAUSED) != 0 ? GST_STATE_PAUSED : GST_STATE_PLAYING;
}

}  // namespace

void Sink::setProperty(guint id, const GValue *value, GParamSpec *spec) {
    if (GST_STATE(base_) > lastStateFor(spec)) {
        g_warning("discsink: %s cannot be changed in this state, and stays as it is", spec->name);
        return;
    }
    GST_OBJECT_LOCK(base_);
    switch (id) {
        case PropDevice:
            settings_.device = stringOf(value);
            break;
        case PropMode:
            settings_.mode = enumOf<Mode>(value);
            break;
        case PropSpeed:
            settings_.speed = g_value_get_uint(value);
            break;
        case PropSimulate:
            settings_.simulate = g_value_get_boolean(value) != FALSE;
            break;
        case PropUnderrunProtection:
            settings_.underrunProtection = g_value_get_boolean(value) != FALSE;
            break;
        case PropMultiSession:
            settings_.multiSession = g_value_get_boolean(value) != FALSE;
            break;
        case PropBlank:
            settings_.blank = enumOf<Blank>(value);
            break;
        case PropEject:
            settings_.eject = enumOf<Eject>(value);
            break;
        case PropMediaTimeout:
            settings_.mediaTimeout = g_value_get_uint(value);
            break;
        case PropVerify:
            settings_.verify = enumOf<Verify>(value);
            break;
        case PropCancelPolicy:
            settings_.cancelPolicy = enumOf<CancelPolicy>(value);
            break;
        case PropBoundaries:
            settings_.boundaries = enumOf<BoundaryRule>(value);
            break;
        case PropShortTracks:
            settings_.shortTracks = enumOf<ShortTracks>(value);
            break;
        case PropTracks:
            g_value_copy(value, &requestsValue_);
            requests_ = requestsOf(value);
            break;
        case PropGapless:
            settings_.gapless = g_value_get_boolean(value) != FALSE;
            break;
        case PropPregap:
            settings_.pregap = g_value_get_int(value);
            break;
        case PropCueSheet:
            settings_.cueSheet = stringOf(value);
            break;
        case PropCdText:
            settings_.cdText = g_value_get_boolean(value) != FALSE;
            break;
        case PropCdTextEncoding:
            settings_.textEncoding = enumOf<TextEncoding>(value);
            break;
        case PropUseTags:
            settings_.useTags = g_value_get_boolean(value) != FALSE;
            break;
        case PropSpool:
            settings_.spool = enumOf<Spool>(value);
            break;
        case PropTempLocation:
            settings_.tempFolder = stringOf(value);
            break;
        case PropFifoSize:
            settings_.fifoSize = g_value_get_uint(value);
            break;
        case PropFifoPrefill:
            settings_.fifoPrefill = g_value_get_uint(value);
            break;
        default:
            if (std::string *member = discTextMember(id, settings_.text); member != nullptr) {
                *member = stringOf(value);
            } else {
                G_OBJECT_WARN_INVALID_PROPERTY_ID(base_, id, spec);
            }
            break;
    }
    GST_OBJECT_UNLOCK(base_);
}

void Sink::getProperty(guint id, GValue *value, GParamSpec *spec) {
    Settings now = settings();
    switch (id) {
        case PropDevice:
            giveString(value, now.device);
            break;
        case PropMode:
            g_value_set_enum(value, static_cast<gint>(now.mode));
            break;
        case PropSpeed:
            g_value_set_uint(value, now.speed);
            break;
        case PropSimulate:
            g_value_set_boolean(value, now.simulate);
            break;
        case PropUnderrunProtection:
            g_value_set_boolean(value, now.underrunProtection);
            break;
        case PropMultiSession:
            g_value_set_boolean(value, now.multiSession);
            break;
        case PropBlank:
            g_value_set_enum(value, static_cast<gint>(now.blank));
            break;
        case PropEject:
            g_value_set_enum(value, static_cast<gint>(now.eject));
            break;
        case PropMediaTimeout:
            g_value_set_uint(value, now.mediaTimeout);
            break;
        case PropVerify:
            g_value_set_enum(value, static_cast<gint>(now.verify));
            break;
        case PropCancelPolicy:
            g_value_set_enum(value, static_cast<gint>(now.cancelPolicy));
            break;
        case PropBoundaries:
            g_value_set_enum(value, static_cast<gint>(now.boundaries));
            break;
        case PropShortTracks:
            g_value_set_enum(value, static_cast<gint>(now.shortTracks));
            break;
        case PropTracks:
            GST_OBJECT_LOCK(base_);
            g_value_copy(&requestsValue_, value);
            GST_OBJECT_UNLOCK(base_);
            break;
        case PropGapless:
            g_value_set_boolean(value, now.gapless);
            break;
        case PropPregap:
            g_value_set_int(value, now.pregap);
            break;
        case PropCueSheet:
            giveString(value, now.cueSheet);
            break;
        case PropCdText:
            g_value_set_boolean(value, now.cdText);
            break;
        case PropCdTextEncoding:
            g_value_set_enum(value, static_cast<gint>(now.textEncoding));
            break;
        case PropUseTags:
            g_value_set_boolean(value, now.useTags);
            break;
        case PropSpool:
            g_value_set_enum(value, static_cast<gint>(now.spool));
            break;
        case PropTempLocation:
            giveString(value, now.tempFolder);
            break;
        case PropFifoSize:
            g_value_set_uint(value, now.fifoSize);
            break;
        case PropFifoPrefill:
            g_value_set_uint(value, now.fifoPrefill);
            break;
        case PropFifoLevel:
            g_value_set_uint(value, input_.level());
            break;
        case PropDrive:
            g_value_take_boxed(value, burner_.driveFacts().release());
            break;
        case PropMedium:
            g_value_take_boxed(value, burner_.mediumFacts().release());
            break;
        case PropStats:
            g_value_take_boxed(value, burner_.stats().release());
            break;
        default:
            if (const std::string *member = discTextMember(id, now.text); member != nullptr) {
                giveString(value, *member);
            } else {
                G_OBJECT_WARN_INVALID_PROPERTY_ID(base_, id, spec);
            }
            break;
    }
}

}  // namespace discsink
