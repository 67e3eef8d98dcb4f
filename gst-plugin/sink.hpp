// SPDX-License-Identifier: LGPL-2.1-or-later
// Sink: what discsink does with events, sound, properties and changes of state. Tracks and text come from here, burning
// is the Burner's.
#pragma once

#include "audio_input.hpp"
#include "burner.hpp"
#include "layout.hpp"
#include "settings.hpp"

#include <gst/base/gstbasesink.h>

#include <span>
#include <string>
#include <vector>

namespace discsink {

class Sink {
public:
    using ChainUp = gboolean (*)(GstBaseSink *, GstEvent *);

    explicit Sink(GstBaseSink *base);
    ~Sink();
    Sink(const Sink &) = delete;
    Sink &operator=(const Sink &) = delete;

    void setProperty(guint id, const GValue *value, GParamSpec *spec);
    void getProperty(guint id, GValue *value, GParamSpec *spec);

    // Changes of state.
    void open();
    [[nodiscard]] bool beginSession();
    void setPlaying(bool playing) { burner_.setPlaying(playing); }
    void endSession();
    void close() { burner_.shutDown(); }
    [[nodiscard]] bool moveTray(Tray direction);

    // Any thread.
    [[nodiscard]] bool answers(GstQuery *query) const;
    [[nodiscard]] bool hasBegun() const { return burner_.hasBegun(); }
    void interrupt(bool on) { input_.interrupt(on); }

    // The streaming thread, which holds the base class's preroll lock.
    [[nodiscard]] gboolean event(GstEvent *event, ChainUp chainUp);
    [[nodiscard]] GstFlowReturn preroll();
    [[nodiscard]] GstFlowReturn render(GstBuffer *buffer);

private:
    [[nodiscard]] Settings settings() const;
    [[nodiscard]] GstElement *element() const { return GST_ELEMENT(base_); }
    void forgetStream();

    [[nodiscard]] bool finish();
    [[nodiscard]] bool acceptsSegment(GstEvent *event);
    void flushStarts();
    void streamStarts(GstEvent *event);
    void takeTagEvent(GstEvent *event);
    [[nodiscard]] bool takeContents(GstEvent *event);  // false: known already
    [[nodiscard]] gboolean fillGap(GstEvent *event, ChainUp chainUp);

    [[nodiscard]] GstFlowReturn write(std::span<const std::uint8_t> sound);
    [[nodiscard]] GstFlowReturn push(std::span<const std::uint8_t> sound);
    [[nodiscard]] GstFlowReturn afterWait(AudioInput::Flow flow);
    [[nodiscard]] GstFlowReturn waitForDrive();
    [[nodiscard]] GstFlowReturn beginTrack();
    void endTrack();
    [[nodiscard]] GstFlowReturn beginInput();
    [[nodiscard]] GstFlowReturn refuseWhatCannotFit();
    [[nodiscard]] GstFlowReturn refuseWhatCannotBeSpooled(std::uint64_t bytes);
    [[nodiscard]] TrackNotes effectiveNotes();
    [[nodiscard]] TrackRequest requestOfTrack() const;  // there is one
    void takeApplicationContents();
    [[nodiscard]] GstFlowReturn takeCueSheet();
    [[nodiscard]] bool inStatedTrack() const { return trackHasSound_ && trackLeft_ > 0; }
    [[nodiscard]] std::string checkedIsrc(const std::string &isrc);
    void updateDiscText();
    [[nodiscard]] DiscText discTextOfStreams() const;
    [[nodiscard]] GstFlowReturn fail(Failure failure);

    GstBaseSink *const base_;
    AudioInput input_;
    Burner burner_;

    // Under the object's lock.
    Settings settings_;
    std::vector<TrackRequest> requests_;  // property `tracks`
    GValue requestsValue_ = G_VALUE_INIT;

    // The streaming thread's own; used_ is what the session began with.
    Settings used_;
    StreamIdentity identity_;
    TaggedTrack tagged_;  // of the present stream's tags
    GstTagList *streamTags_ = nullptr;
    std::vector<ContentsEntry> contents_;
    std::vector<std::uint64_t> cuts_;  // where tracks begin in the stream, in frames
    std::size_t nextCut_ = 0;
    std::uint64_t position_ = 0;  // frames of the stream
    unsigned tracks_ = 0;         // that have sound
    bool trackHasSound_ = false;
    bool trackIsStated_ = false;         // its length is the application's
    std::uint64_t trackLeft_ = 0;        // frames of a track whose length is stated
    std::vector<TrackRequest> planned_;  // the application's table of contents, or a cue sheet's
    DiscText plannedText_;               // what the cue sheet says of the disc
    std::vector<TaggedTrack> begun_;     // the tracks so far
    bool inputBegun_ = false;
    std::string badIsrc_;  // told already
    std::string badMcn_;
};

}  // namespace discsink
