// SPDX-License-Identifier: LGPL-2.1-or-later
// Sink: events, and what they say of tracks.
#include "sink.hpp"

#include "cue_plan.hpp"
#include "tags.hpp"

#include <algorithm>
#include <array>

namespace discsink {

namespace {

// All tracks of a table of contents: its entries, or those below an edition.
void collectTracks(GList *entries, std::vector<ContentsEntry> &found) {
    for (GList *item = entries; item != nullptr; item = item->next) {
        auto *entry = static_cast<GstTocEntry *>(item->data);
        if (gst_toc_entry_is_alternative(entry)) {
            collectTracks(gst_toc_entry_get_sub_entries(entry), found);
            return;  // one of the alternatives
        }
        if (gst_toc_entry_get_entry_type(entry) != GST_TOC_ENTRY_TYPE_TRACK) {
            collectTracks(gst_toc_entry_get_sub_entries(entry), found);
            continue;
        }
        gint64 start = 0;
        gint64 stop = 0;
        if (!gst_toc_entry_get_start_stop_times(entry, &start, &stop) || start < 0 || stop < 0) {
            continue;
        }
        ContentsEntry track{static_cast<std::uint64_t>(start), static_cast<std::uint64_t>(stop), {}};
        if (const GstTagList *tags = gst_toc_entry_get_tags(entry); tags != nullptr) {
            takeTags(tags, track.text);
        }
        found.push_back(std::move(track));
    }
}

// What the second says counts more.
void overlay(TrackText &text, const TrackText &over) {
    discsink::overlay(text.texts, over.texts);
    if (!over.isrc.empty()) {
        text.isrc = over.isrc;
    }
}

}  // namespace

gboolean Sink::event(GstEvent *event, ChainUp chainUp) {
    switch (GST_EVENT_TYPE(event)) {
        case GST_EVENT_STREAM_START:
            streamStarts(event);
            break;
        case GST_EVENT_SEGMENT:
            if (!acceptsSegment(event)) {
                gst_event_unref(event);
                return FALSE;
            }
            break;
        case GST_EVENT_TAG:
            takeTagEvent(event);
            break;
        case GST_EVENT_TOC:
            // A FLAC parser sends it with every frame, and the base class would post it each time.
            if (!takeContents(event)) {
                gst_event_unref(event);
                return TRUE;
            }
            break;
        case GST_EVENT_GAP:
            return fillGap(event, chainUp);
        case GST_EVENT_FLUSH_START:
            flushStarts();
            break;
        case GST_EVENT_FLUSH_STOP:
            if (input_.restart()) {
                forgetStream();
            }
            break;
        case GST_EVENT_EOS:
            if (!finish()) {
                gst_event_unref(event);
                return FALSE;
            }
            break;
        default:
            break;
    }
    return chainUp(base_, event);
}

// The EOS message follows when the disc is complete.
bool Sink::finish() {
    if (input_.bytesReceived() == 0) {
        static_cast<void>(fail(
            makeFailure(GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED, "No audio was received; the disc is untouched")));
        return false;
    }
    if (inStatedTrack()) {
        postWarning(element(), "length-mismatch", tracks_,
                    "Track " + std::to_string(tracks_) + " is shorter than it was said to be: the sound has ended");
    } else if (tracks_ < planned_.size()) {
        postWarning(element(), "length-mismatch", tracks_,
                    "There was sound for " + std::to_string(tracks_) + " of the " + std::to_string(planned_.size()) +
                        " tracks that were described");
    }
    input_.finish();
    gst_element_post_message(element(), gst_message_new_duration_changed(GST_OBJECT(base_)));
    for (;;) {
        const AudioInput::Flow flow = input_.waitForOutcome();
        if (flow == AudioInput::Flow::Ok) {
            return true;
        }
        if (flow == AudioInput::Flow::Stopped || gst_base_sink_wait_preroll(base_) != GST_FLOW_OK) {
            return false;
        }
    }
}

bool Sink::acceptsSegment(GstEvent *event) {
    const GstSegment *segment = nullptr;
    gst_event_parse_segment(event, &segment);
    if (segment->rate == 1.0 && segment->applied_rate == 1.0) {
        return true;
    }
    static_cast<void>(
        fail(makeFailure(GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT, "A disc is burned at normal playback rate only",
                         "rate " + std::to_string(segment->rate))));
    return false;
}

// Before the disc is touched the sound simply comes again; afterwards what is there would be followed by other sound.
void Sink::flushStarts() {
    if (hasBegun() && !input_.finished()) {
        static_cast<void>(fail(makeFailure(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_SEEK,
                                           "The sound was interrupted by a seek while the disc is being written")));
    }
}

void Sink::streamStarts(GstEvent *event) {
    const gchar *id = nullptr;
    guint group = 0;
    gst_event_parse_stream_start(event, &id);
    gst_event_parse_group_id(event, &group);
    if (!identity_.changesTo(id != nullptr ? id : "", group)) {
        return;
    }
    if ((used_.boundaries == BoundaryRule::Auto || used_.boundaries == BoundaryRule::Stream) && !inStatedTrack()) {
        endTrack();
        tagged_ = {};
    }
    contents_.clear();
    cuts_.clear();
    nextCut_ = 0;
    position_ = 0;
}

// Decoders repeat their tags with every new bit rate: only what is new counts.
void Sink::takeTagEvent(GstEvent *event) {
    GstTagList *tags = nullptr;
    gst_event_parse_tag(event, &tags);
    if (!used_.useTags || tags == nullptr) {
        return;
    }
    GstTagList *merged = gst_tag_list_merge(streamTags_, tags, GST_TAG_MERGE_REPLACE);
    gst_clear_tag_list(&streamTags_);
    streamTags_ = merged;
    TaggedTrack tagged = tagged_;
    takeTags(tags, tagged.text);
    takeAlbumTags(tags, tagged.album);
    if (tagged == tagged_) {
        return;
    }
    tagged_ = tagged;
    if (trackHasSound_) {
        TrackNotes notes = effectiveNotes();
        begun_.back() = notes.tagged;
        input_.setNotes(std::move(notes));
        updateDiscText();
    }
}

bool Sink::takeContents(GstEvent *event) {
    GstToc *toc = nullptr;
    gst_event_parse_toc(event, &toc, nullptr);
    std::vector<ContentsEntry> found;
    collectTracks(gst_toc_get_entries(toc), found);
    gst_toc_unref(toc);
    if (!contents_.empty() && found == contents_) {
        return false;
    }
    contents_ = std::move(found);
    gint64 duration = -1;
    if ((used_.boundaries == BoundaryRule::Auto || used_.boundaries == BoundaryRule::Toc) &&
        gst_pad_peer_query_duration(GST_BASE_SINK_PAD(base_), GST_FORMAT_TIME, &duration) && duration > 0) {
        cuts_ = cutsOfContents(contents_, static_cast<std::uint64_t>(duration));
        nextCut_ = 0;
        while (nextCut_ < cuts_.size() && cuts_[nextCut_] < position_) {
            ++nextCut_;
        }
    }
    return true;
}

gboolean Sink::fillGap(GstEvent *event, ChainUp chainUp) {
    GstClockTime start = GST_CLOCK_TIME_NONE;
    GstClockTime duration = GST_CLOCK_TIME_NONE;
    gst_event_parse_gap(event, &start, &duration);
    if (!chainUp(base_, event)) {
        return FALSE;
    }
    std::uint64_t bytes = GST_CLOCK_TIME_IS_VALID(duration) ? framesAt(duration) * BytesPerFrame : 0;
    static constexpr std::array<std::uint8_t, 65536> Silence{};
    while (bytes > 0) {
        const std::uint64_t part = std::min<std::uint64_t>(bytes, Silence.size());
        if (write(std::span(Silence).first(static_cast<std::size_t>(part))) != GST_FLOW_OK) {
            return FALSE;
        }
        bytes -= part;
    }
    return TRUE;
}

// What the application says comes before what the tags say, and before what a table of contents says.
TrackNotes Sink::effectiveNotes() {
    TrackNotes notes{tagged_, {}};
    TrackText &text = notes.tagged.text;
    if (!cuts_.empty() && nextCut_ < contents_.size()) {
        overlay(text, contents_[nextCut_].text);
    }
    const TrackRequest request = requestOfTrack();
    overlay(text, request.text);
    text.preEmphasis = request.text.preEmphasis;
    text.copyPermitted = request.text.copyPermitted;
    text.isrc = checkedIsrc(text.isrc);
    notes.place = request.place;
    return notes;
}

// The application's table of contents, and what counts more: its property `tracks`.
TrackRequest Sink::requestOfTrack() const {
    TrackRequest request = tracks_ <= planned_.size() ? planned_[tracks_ - 1] : TrackRequest{};
    GST_OBJECT_LOCK(base_);
    if (tracks_ <= requests_.size()) {
        const TrackRequest &over = requests_[tracks_ - 1];
        overlay(request.text, over.text);
        request.text.preEmphasis = request.text.preEmphasis || over.text.preEmphasis;
        request.text.copyPermitted = request.text.copyPermitted || over.text.copyPermitted;
        request.frames = over.frames != 0 ? over.frames : request.frames;
        request.place = over.place == TrackPlace{} ? request.place : over.place;
    }
    GST_OBJECT_UNLOCK(base_);
    return request;
}

void Sink::takeApplicationContents() {
    GstToc *toc = gst_toc_setter_get_toc(GST_TOC_SETTER(base_));
    if (toc == nullptr) {
        return;
    }
    std::vector<ContentsEntry> entries;
    collectTracks(gst_toc_get_entries(toc), entries);
    gst_toc_unref(toc);
    const std::vector<std::uint64_t> lengths = lengthsOfContents(entries);
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        planned_.push_back({entries[i].text, lengths[i], {}});
    }
}

// It counts more than the application's table of contents.
GstFlowReturn Sink::takeCueSheet() {
    if (used_.cueSheet.empty()) {
        return GST_FLOW_OK;
    }
    CuePlan plan;
    if (auto failed = readCueSheet(used_.cueSheet, plan)) {
        return fail(std::move(*failed));
    }
    planned_ = std::move(plan.tracks);
    plannedText_ = std::move(plan.text);
    for (const std::string &warning : plan.warnings) {
        postWarning(element(), "cue-sheet", 0, warning);
    }
    return GST_FLOW_OK;
}

std::string Sink::checkedIsrc(const std::string &isrc) {
    if (isrc.empty()) {
        return {};
    }
    if (auto good = normalizedIsrc(isrc)) {
        return *good;
    }
    const std::string told = std::to_string(tracks_) + isrc;
    if (told != badIsrc_) {
        badIsrc_ = told;
        postWarning(
            element(), "bad-isrc", tracks_,
            "Track " + std::to_string(tracks_) + " is burned without its ISRC: \u201c" + isrc + "\u201d is none");
    }
    return {};
}

// What the streams' tags and the application's say of the disc, in the order of the tag setter's mode.
DiscText Sink::discTextOfStreams() const {
    DiscText streams = discTextOf(begun_);
    streams.mcn = streamTags_ != nullptr ? catalogNumberOf(streamTags_) : std::string();
    auto *setter = GST_TAG_SETTER(base_);
    const GstTagList *list = gst_tag_setter_get_tag_list(setter);
    const DiscText application = list != nullptr ? discTextFrom(list) : DiscText{};
    DiscText text;
    switch (gst_tag_setter_get_tag_merge_mode(setter)) {
        case GST_TAG_MERGE_KEEP_ALL:
            return list != nullptr ? application : streams;
        case GST_TAG_MERGE_REPLACE_ALL:
            return streams;
        case GST_TAG_MERGE_REPLACE:
            text = application;
            overlay(text, streams);
            return text;
        default:
            text = streams;
            overlay(text, application);
            return text;
    }
}

// The properties come first, then the cue sheet, then tags.
void Sink::updateDiscText() {
    DiscText text = discTextOfStreams();
    overlay(text, plannedText_);
    overlay(text, settings().text);
    if (!text.mcn.empty()) {
        const auto good = normalizedMcn(text.mcn);
        if (!good && text.mcn != badMcn_) {
            badMcn_ = text.mcn;
            postWarning(element(), "bad-mcn", 0,
                        "The disc is burned without a media catalogue number: \u201c" + text.mcn + "\u201d is none");
        }
        text.mcn = good.value_or("");
    }
    burner_.setDiscText(text);
}

}  // namespace discsink
