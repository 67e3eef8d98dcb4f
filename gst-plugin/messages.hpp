// SPDX-License-Identifier: LGPL-2.1-or-later
// What discsink tells on the bus besides errors: progress, facts and warnings.
#pragma once

#include "layout.hpp"

#include <gst/gst.h>

#include <cstdint>
#include <string>
#include <vector>

namespace discsink {

struct DriveFacts {
    std::string device;
    std::string vendor;
    std::string product;
    std::string revision;
    bool raw96 = false;
    bool cdText = false;
    bool underrunProtection = false;
};

struct MediumFacts {
    std::string type;  // "CD-R"
    bool blank = false;
    bool appendable = false;
    std::uint64_t capacity = 0;  // sectors
    std::uint64_t free = 0;      // sectors
    std::vector<int> speeds;     // ×, fastest first
};

struct ProgressFigures {
    std::uint64_t sectors = 0;
    std::uint64_t totalSectors = 0;  // 0: not known
    unsigned track = 0;
    unsigned tracks = 0;  // so far

    [[nodiscard]] int percent() const;
};

struct WriteFigures {
    ProgressFigures done;
    double speed = 0;  // ×
    unsigned fifoLevel = 0;
    unsigned driveBuffer = 0;
    std::uint64_t remaining = 0;  // nanoseconds
};

struct Summary {
    double seconds = 0;
    unsigned underruns = 0;
    unsigned lowestFifo = 100;
    bool simulated = false;
    bool verified = false;
    std::int64_t leadOut = 0;
};

[[nodiscard]] GstStructure *driveStructure(const DriveFacts &drive);
[[nodiscard]] GstStructure *mediumStructure(const MediumFacts &medium);

void postProgress(GstElement *element, GstProgressType type, const char *code, const std::string &text,
                  const ProgressFigures &figures);
void postReady(GstElement *element, const DriveFacts &drive, const MediumFacts &medium);
void postTrack(GstElement *element, const TrackLayout &track, const ProgressFigures &figures);
void postWriting(GstElement *element, const char *phase, const WriteFigures &figures);
struct Layout {
    const char *mode = "tao";
    std::vector<TrackLayout> tracks;
    std::int64_t leadOut = 0;
    unsigned speed = 0;  // ×
    unsigned cdTextPacks = 0;
    std::string mcn;
};
[[nodiscard]] GstStructure *layoutStructure(const Layout &layout);
void postLayout(GstElement *element, const Layout &layout);
void postDone(GstElement *element, const std::vector<TrackLayout> &tracks, const Summary &summary);
// disc-warning, and a WARNING that gst-launch shows. track: 0 for none.
void postWarning(GstElement *element, const char *code, unsigned track, const std::string &text);

}  // namespace discsink
