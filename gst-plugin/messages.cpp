// SPDX-License-Identifier: LGPL-2.1-or-later
// What discsink tells on the bus besides errors.
#include "messages.hpp"

#include <algorithm>

namespace discsink {

namespace {

void postElement(GstElement *element, GstStructure *structure) {
    gst_element_post_message(element, gst_message_new_element(GST_OBJECT(element), structure));
}

std::uint64_t sectorsOf(const std::vector<TrackLayout> &tracks) {
    std::uint64_t sectors = 0;
    for (const TrackLayout &track : tracks) {
        sectors += track.sectors;
    }
    return sectors;
}

void append(GValue *array, GValue *value) {
    gst_value_array_append_and_take_value(array, value);
}

void setSpeeds(GstStructure *structure, const std::vector<int> &speeds) {
    GValue array = G_VALUE_INIT;
    g_value_init(&array, GST_TYPE_ARRAY);
    for (const int speed : speeds) {
        GValue value = G_VALUE_INIT;
        g_value_init(&value, G_TYPE_INT);
        g_value_set_int(&value, speed);
        append(&array, &value);
    }
    gst_structure_take_value(structure, "speeds", &array);
}

GstStructure *trackStructure(const TrackLayout &track, unsigned number) {
    return gst_structure_new(
        "track", "number", G_TYPE_UINT, number, "start", G_TYPE_UINT64, static_cast<guint64>(track.start), "pregap",
        G_TYPE_UINT, static_cast<guint>(track.pregap), "sectors", G_TYPE_UINT64, static_cast<guint64>(track.sectors),
        "padded", G_TYPE_UINT, static_cast<guint>(track.paddedFrames), "title", G_TYPE_STRING,
        track.text.texts.title.c_str(), "performer", G_TYPE_STRING, track.text.texts.performer.c_str(), "isrc",
        G_TYPE_STRING, track.text.isrc.c_str(), nullptr);
}

}  // namespace

int ProgressFigures::percent() const {
    return totalSectors == 0 ? -1 : static_cast<int>(std::min(sectors, totalSectors) * 100 / totalSectors);
}

GstStructure *driveStructure(const DriveFacts &drive) {
    return gst_structure_new("drive", "device", G_TYPE_STRING, drive.device.c_str(), "vendor", G_TYPE_STRING,
                             drive.vendor.c_str(), "product", G_TYPE_STRING, drive.product.c_str(), "revision",
                             G_TYPE_STRING, drive.revision.c_str(), "raw96", G_TYPE_BOOLEAN, drive.raw96, "cd-text",
                             G_TYPE_BOOLEAN, drive.cdText, "underrun-protection", G_TYPE_BOOLEAN,
                             drive.underrunProtection, nullptr);
}

GstStructure *mediumStructure(const MediumFacts &medium) {
    GstStructure *structure = gst_structure_new(
        "medium", "medium", G_TYPE_STRING, medium.type.c_str(), "blank", G_TYPE_BOOLEAN, medium.blank, "appendable",
        G_TYPE_BOOLEAN, medium.appendable, "capacity", G_TYPE_UINT64, static_cast<guint64>(medium.capacity), "free",
        G_TYPE_UINT64, static_cast<guint64>(medium.free), nullptr);
    setSpeeds(structure, medium.speeds);
    return structure;
}

void postProgress(GstElement *element, GstProgressType type, const char *code, const std::string &text,
                  const ProgressFigures &figures) {
    GstMessage *message = gst_message_new_progress(GST_OBJECT(element), type, code, text.c_str());
    const int percent = type == GST_PROGRESS_TYPE_COMPLETE ? 100 : figures.percent();
    gst_structure_set(gst_message_writable_structure(message), "percent", G_TYPE_INT, percent, "timeout", G_TYPE_INT,
                      -1, "track", G_TYPE_UINT, figures.track, "tracks", G_TYPE_UINT, figures.tracks, "sectors",
                      G_TYPE_UINT64, static_cast<guint64>(figures.sectors), "total-sectors", G_TYPE_UINT64,
                      static_cast<guint64>(figures.totalSectors), nullptr);
    gst_element_post_message(element, message);
}

void postReady(GstElement *element, const DriveFacts &drive, const MediumFacts &medium) {
    GstStructure *structure = driveStructure(drive);
    gst_structure_set_name(structure, "disc-ready");
    GstStructure *more = mediumStructure(medium);
    gst_structure_foreach(
        more,
        [](GQuark field, const GValue *value, gpointer target) -> gboolean {
            gst_structure_id_set_value(static_cast<GstStructure *>(target), field, value);
            return TRUE;
        },
        structure);
    gst_structure_free(more);
    postElement(element, structure);
}

void postTrack(GstElement *element, const TrackLayout &track, const ProgressFigures &figures) {
    postElement(element, gst_structure_new("disc-track", "track", G_TYPE_UINT, figures.track, "tracks", G_TYPE_UINT,
                                           figures.tracks, "title", G_TYPE_STRING, track.text.texts.title.c_str(),
                                           "start", G_TYPE_UINT64, static_cast<guint64>(track.start), "sectors",
                                           G_TYPE_UINT64, static_cast<guint64>(track.sectors), nullptr));
}

void postWriting(GstElement *element, const char *phase, const WriteFigures &figures) {
    postElement(element, gst_structure_new("disc-progress", "phase", G_TYPE_STRING, phase, "track", G_TYPE_UINT,
                                           figures.done.track, "sectors", G_TYPE_UINT64,
                                           static_cast<guint64>(figures.done.sectors), "total-sectors", G_TYPE_UINT64,
                                           static_cast<guint64>(figures.done.totalSectors), "speed", G_TYPE_DOUBLE,
                                           figures.speed, "fifo-level", G_TYPE_UINT, figures.fifoLevel, "drive-buffer",
                                           G_TYPE_UINT, figures.driveBuffer, "remaining", G_TYPE_UINT64,
                                           static_cast<guint64>(figures.remaining), nullptr));
}

GstStructure *layoutStructure(const Layout &layout) {
    GstStructure *structure =
        gst_structure_new("disc-layout", "mode", G_TYPE_STRING, layout.mode, "tracks", G_TYPE_UINT,
                          static_cast<guint>(layout.tracks.size()), "total-sectors", G_TYPE_UINT64,
                          static_cast<guint64>(sectorsOf(layout.tracks)), "lead-out", G_TYPE_UINT64,
                          static_cast<guint64>(layout.leadOut), "speed", G_TYPE_UINT, layout.speed, "cd-text-packs",
                          G_TYPE_UINT, layout.cdTextPacks, "mcn", G_TYPE_STRING, layout.mcn.c_str(), nullptr);
    GValue array = G_VALUE_INIT;
    g_value_init(&array, GST_TYPE_ARRAY);
    unsigned number = 0;
    for (const TrackLayout &track : layout.tracks) {
        GValue value = G_VALUE_INIT;
        g_value_init(&value, GST_TYPE_STRUCTURE);
        g_value_take_boxed(&value, trackStructure(track, ++number));
        append(&array, &value);
    }
    gst_structure_take_value(structure, "track-list", &array);
    return structure;
}

void postLayout(GstElement *element, const Layout &layout) {
    postElement(element, layoutStructure(layout));
}

void postDone(GstElement *element, const std::vector<TrackLayout> &tracks, const Summary &summary) {
    std::vector<std::int64_t> starts;
    for (const TrackLayout &track : tracks) {
        starts.push_back(track.start);
    }
    const std::uint64_t sectors = sectorsOf(tracks);
    const double audioSeconds = static_cast<double>(sectors) / SectorsPerSecond;
    postElement(element, gst_structure_new("disc-done", "tracks", G_TYPE_UINT, static_cast<guint>(tracks.size()),
                                           "total-sectors", G_TYPE_UINT64, static_cast<guint64>(sectors), "seconds",
                                           G_TYPE_DOUBLE, summary.seconds, "average-speed", G_TYPE_DOUBLE,
                                           summary.seconds > 0 ? audioSeconds / summary.seconds : 0.0, "underruns",
                                           G_TYPE_UINT, summary.underruns, "fifo-min", G_TYPE_UINT, summary.lowestFifo,
                                           "simulated", G_TYPE_BOOLEAN, summary.simulated, "cddb-discid", G_TYPE_STRING,
                                           cddbDiscId(starts, summary.leadOut).c_str(), "musicbrainz-discid",
                                           G_TYPE_STRING, musicBrainzDiscId(starts, summary.leadOut).c_str(),
                                           "verified", G_TYPE_BOOLEAN, summary.verified, nullptr));
}

void postWarning(GstElement *element, const char *code, unsigned track, const std::string &text) {
    postElement(element, gst_structure_new("disc-warning", "code", G_TYPE_STRING, code, "track", G_TYPE_UINT, track,
                                           "text", G_TYPE_STRING, text.c_str(), nullptr));
    gst_element_message_full(element, GST_MESSAGE_WARNING, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_WRITE,
                             g_strdup(text.c_str()), g_strdup(code), "discsink", "discsink", 0);
}

}  // namespace discsink
