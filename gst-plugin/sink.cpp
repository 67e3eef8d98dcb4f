// SPDX-License-Identifier: LGPL-2.1-or-later
// Sink: changes of state, queries, and sound on its way to the burner. Events stand in sink_events.cpp.
#include "sink.hpp"

#include "application.hpp"
#include "properties.hpp"

#include <gst/audio/audio.h>

#include <algorithm>
#include <cerrno>

namespace discsink {

Sink::Sink(GstBaseSink *base) : base_(base), burner_(GST_ELEMENT(base), input_) {
    g_value_init(&requestsValue_, GST_TYPE_ARRAY);
}

Sink::~Sink() {
    burner_.shutDown();
    g_value_unset(&requestsValue_);
    gst_clear_tag_list(&streamTags_);
}

Settings Sink::settings() const {
    GST_OBJECT_LOCK(base_);
    Settings copy = settings_;
    GST_OBJECT_UNLOCK(base_);
    return copy;
}

void Sink::open() {
    burner_.start(settings());
}

// False: the recorder is not ready, as was told on the bus.
bool Sink::beginSession() {
    used_ = settings();
    input_.reset();
    forgetStream();
    burner_.beginSession(used_);
    if (!burner_.waitForDrive()) {
        burner_.endSession();
        return false;
    }
    return true;
}

void Sink::endSession() {
    burner_.endSession();
    input_.dropFiles();
    gst_tag_setter_reset_tags(GST_TAG_SETTER(base_));
    gst_toc_setter_reset(GST_TOC_SETTER(base_));
}

// While nothing is to be burned.
bool Sink::moveTray(Tray direction) {
    return GST_STATE(base_) == GST_STATE_READY && burner_.moveTray(direction);
}

// As at the start of a session.
void Sink::forgetStream() {
    identity_.forget();
    tagged_ = {};
    gst_clear_tag_list(&streamTags_);
    contents_.clear();
    cuts_.clear();
    nextCut_ = 0;
    position_ = 0;
    tracks_ = 0;
    trackHasSound_ = trackIsStated_ = inputBegun_ = false;
    trackLeft_ = 0;
    planned_.clear();
    plannedText_ = {};
    begun_.clear();
    badIsrc_.clear();
    badMcn_.clear();
}

// Position: what is on the disc. Duration: as soon as all sound is there. Seeking: not while the disc is written.
bool Sink::answers(GstQuery *query) const {
    GstFormat format = GST_FORMAT_UNDEFINED;
    switch (GST_QUERY_TYPE(query)) {
        case GST_QUERY_POSITION: {
            gst_query_parse_position(query, &format, nullptr);
            const std::uint64_t frames =
                std::min(burner_.sectorsWritten() * FramesPerSector, input_.bytesReceived() / BytesPerFrame);
            gst_query_set_position(query, GST_FORMAT_TIME, static_cast<gint64>(nanosecondsOf(frames)));
            return format == GST_FORMAT_TIME;
        }
        case GST_QUERY_DURATION:
            gst_query_parse_duration(query, &format, nullptr);
            if (format != GST_FORMAT_TIME || !input_.finished()) {
                return false;
            }
            gst_query_set_duration(query, format,
                                   static_cast<gint64>(nanosecondsOf(input_.bytesReceived() / BytesPerFrame)));
            return true;
        case GST_QUERY_SEEKING:
            gst_query_parse_seeking(query, &format, nullptr, nullptr, nullptr);
            if (!hasBegun()) {
                return false;
            }
            gst_query_set_seeking(query, format, FALSE, 0, -1);
            return true;
        default:
            return false;
    }
}

GstFlowReturn Sink::fail(Failure failure) {
    // Whoever is still changing states may miss an error: gst-launch would wait for ever. Not for long, though.
    using namespace std::chrono_literals;
    for (int i = 0; i < 500 && !burner_.isPlaying() && !isHeard(element()) && input_.rest(2ms); ++i) {
    }
    // A session that is over already has told why.
    if (!input_.stopped()) {
        postFailure(element(), std::move(failure), __LINE__);
        burner_.giveUp();
    }
    return GST_FLOW_ERROR;
}

// A source that says nothing of what it sends, such as filesrc on a file that nobody decodes, would be burned as noise.
GstFlowReturn Sink::preroll() {
    if (gst_pad_has_current_caps(GST_BASE_SINK_PAD(base_)) == FALSE) {
        static_cast<void>(fail(makeFailure(GST_CORE_ERROR, GST_CORE_ERROR_NEGOTIATION,
                                           "It is not known what the data are; decoders, audioconvert and "
                                           "audioresample before discsink make sound of them",
                                           "no caps")));
        return GST_FLOW_NOT_NEGOTIATED;
    }
    burner_.setPrerolled();
    return GST_FLOW_OK;
}

GstFlowReturn Sink::render(GstBuffer *buffer) {
    if (base_->segment.format == GST_FORMAT_TIME) {
        // The base class drops only buffers that lie outside the segment as a whole.
        buffer = gst_audio_buffer_clip(gst_buffer_ref(buffer), &base_->segment, SampleRate, BytesPerFrame);
        if (buffer == nullptr) {
            return GST_FLOW_OK;
        }
    } else {
        gst_buffer_ref(buffer);
    }
    GstMapInfo map;
    GstFlowReturn result = GST_FLOW_ERROR;
    if (gst_buffer_map(buffer, &map, GST_MAP_READ)) {
        result = write({map.data, map.size});
        gst_buffer_unmap(buffer, &map);
    } else {
        result = fail(makeFailure(GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED, "The sound cannot be read"));
    }
    gst_buffer_unref(buffer);
    return result;
}

// Sound, divided among the tracks.
GstFlowReturn Sink::write(std::span<const std::uint8_t> sound) {
    if (!inputBegun_) {
        if (const GstFlowReturn result = waitForDrive(); result != GST_FLOW_OK) {
            return result;
        }
        if (const GstFlowReturn result = beginInput(); result != GST_FLOW_OK) {
            return result;
        }
        if (const GstFlowReturn result = refuseWhatCannotFit(); result != GST_FLOW_OK) {
            return result;
        }
    }
    while (!sound.empty()) {
        while (nextCut_ < cuts_.size() && cuts_[nextCut_] <= position_) {
            if (!inStatedTrack()) {
                endTrack();
            }
            ++nextCut_;
        }
        if (trackIsStated_ && trackLeft_ == 0) {
            endTrack();
        }
        if (!trackHasSound_) {
            if (const GstFlowReturn result = beginTrack(); result != GST_FLOW_OK) {
                return result;
            }
        }
        std::uint64_t bytes = sound.size();
        if (trackIsStated_) {
            bytes = std::min(bytes, trackLeft_ * BytesPerFrame);
        } else if (nextCut_ < cuts_.size()) {
            bytes = std::min(bytes, (cuts_[nextCut_] - position_) * BytesPerFrame);
        }
        if (const GstFlowReturn result = push(sound.first(static_cast<std::size_t>(bytes))); result != GST_FLOW_OK) {
            return result;
        }
        position_ += bytes / BytesPerFrame;
        trackLeft_ -= std::min(trackLeft_, bytes / BytesPerFrame);
        sound = sound.subspan(static_cast<std::size_t>(bytes));
    }
    return GST_FLOW_OK;
}

// Waits for room. Whoever needs the preroll lock interrupts that; then the base class's way to wait is the right one.
GstFlowReturn Sink::push(std::span<const std::uint8_t> sound) {
    for (;;) {
        std::size_t done = 0;
        const AudioInput::Flow flow = input_.push(sound, &done);
        sound = sound.subspan(done);
        if (flow == AudioInput::Flow::Ok) {
            return GST_FLOW_OK;
        }
        if (flow == AudioInput::Flow::SpoolFailed) {
            const int error = input_.spoolError();
            const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
            return fail(makeFailure(GST_RESOURCE_ERROR,
                                    full ? GST_RESOURCE_ERROR_NO_SPACE_LEFT : GST_RESOURCE_ERROR_OPEN_WRITE,
                                    full ? "There is no room for the temporary file of a track"
                                         : "The temporary file of a track cannot be written",
                                    std::string(g_strerror(error)) + "; temp-location names the folder"));
        }
        if (const GstFlowReturn result = afterWait(flow); result != GST_FLOW_OK) {
            return result;
        }
    }
}

GstFlowReturn Sink::afterWait(AudioInput::Flow flow) {
    if (flow == AudioInput::Flow::Stopped) {
        return burner_.failed() ? GST_FLOW_ERROR : GST_FLOW_FLUSHING;
    }
    return flow == AudioInput::Flow::Interrupted ? gst_base_sink_wait_preroll(base_) : GST_FLOW_OK;
}

// What the disc holds must be known before anything is decided.
GstFlowReturn Sink::waitForDrive() {
    for (;;) {
        const AudioInput::Flow flow = input_.waitUntilOpen();
        const GstFlowReturn result = afterWait(flow);
        if (flow == AudioInput::Flow::Ok || result != GST_FLOW_OK) {
            return result;
        }
    }
}

// What comes in real time would starve the drive: it is kept until a track is complete. An image of a disc needs the
// length of every track before it begins: all sound is kept.
GstFlowReturn Sink::beginInput() {
    inputBegun_ = true;
    takeApplicationContents();
    if (const GstFlowReturn result = takeCueSheet(); result != GST_FLOW_OK) {
        return result;
    }
    if (used_.mode == Mode::Raw && used_.multiSession) {
        return fail(makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                                "A disc that is written raw is always closed; multi-session=true is for mode=tao"));
    }
    if (used_.mode == Mode::Tao && !used_.text.texts.empty()) {
        postWarning(
            element(), "no-cd-text", 0,
            "Titles and names are not written track at once: the recorder makes the lead-in; mode=raw writes them");
    }
    if (used_.mode == Mode::Raw || used_.spool == Spool::Disc) {
        input_.spoolDisc(used_.tempFolder);
        return GST_FLOW_OK;
    }
    bool spool = used_.spool == Spool::Track;
    if (used_.spool == Spool::Auto) {
        GstQuery *query = gst_query_new_latency();
        gboolean live = FALSE;
        if (gst_pad_peer_query(GST_BASE_SINK_PAD(base_), query)) {
            gst_query_parse_latency(query, &live, nullptr, nullptr);
        }
        gst_query_unref(query);
        spool = live != FALSE;
    }
    if (spool) {
        input_.spoolTracks(used_.tempFolder);
    }
    return GST_FLOW_OK;
}

// The stream's length, where it is known, is the least that must fit: other streams may follow. A second more or less
// is what decoders are wrong about.
GstFlowReturn Sink::refuseWhatCannotFit() {
    gint64 duration = -1;
    const std::uint64_t room = burner_.freeSectors();
    if (room == 0 || !gst_pad_peer_query_duration(GST_BASE_SINK_PAD(base_), GST_FORMAT_TIME, &duration) ||
        duration <= 0) {
        return GST_FLOW_OK;
    }
    const std::uint64_t sectors = sectorsOfTrack(framesAt(static_cast<std::uint64_t>(duration)));
    if (sectors <= room + SectorsPerSecond) {
        return refuseWhatCannotBeSpooled(framesAt(static_cast<std::uint64_t>(duration)) * BytesPerFrame);
    }
    const auto minutes = [](std::uint64_t of) {
        return std::to_string(of / (60 * SectorsPerSecond)) + " min " + std::to_string(of / SectorsPerSecond % 60) +
               " s";
    };
    return fail(
        makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT,
                    "The sound needs " + minutes(sectors) + ", the disc holds " + minutes(room),
                    "sectors: " + std::to_string(sectors) + " of " + std::to_string(room) + "; the disc is untouched"));
}

// The temporary files of a whole disc. A second less may come.
GstFlowReturn Sink::refuseWhatCannotBeSpooled(std::uint64_t bytes) {
    const auto room = roomForSpool(used_.tempFolder);
    const std::uint64_t least = bytes - std::min<std::uint64_t>(bytes, std::uint64_t{SampleRate} * BytesPerFrame);
    if (std::string_view(input_.spool()) != "disc" || !room || least <= *room) {
        return GST_FLOW_OK;
    }
    const auto megabytes = [](std::uint64_t of) { return std::to_string(of / 1000000) + " MB"; };
    const std::string folder = used_.tempFolder.empty() ? defaultSpoolFolder() : used_.tempFolder;
    return fail(makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT,
                            "The temporary files need " + megabytes(bytes) + ", and \u201c" + folder +
                                "\u201d has room for " + megabytes(*room),
                            "temp-location names the folder; the disc is untouched"));
}

GstFlowReturn Sink::beginTrack() {
    if (tracks_ == MostTracks) {
        Failure failure = makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SETTINGS,
                                      "An audio CD has 99 tracks at most, and there are more streams than that");
        failure.details.reset(gst_structure_new("details", "track", G_TYPE_UINT, tracks_ + 1, nullptr));
        return fail(std::move(failure));
    }
    ++tracks_;
    trackHasSound_ = true;
    trackLeft_ = requestOfTrack().frames;
    trackIsStated_ = trackLeft_ > 0;
    TrackNotes notes = effectiveNotes();
    begun_.push_back(notes.tagged);
    input_.setNotes(std::move(notes));
    updateDiscText();
    return GST_FLOW_OK;
}

void Sink::endTrack() {
    if (trackHasSound_) {
        input_.endTrack();
        trackHasSound_ = trackIsStated_ = false;
        trackLeft_ = 0;
    }
}

}  // namespace discsink
