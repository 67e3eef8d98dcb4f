// SPDX-License-Identifier: LGPL-2.1-or-later
// discsink's properties: their names, defaults and sentences.
#include "properties.hpp"

#include <gst/gst.h>

namespace discsink {

namespace {

constexpr auto Flags = static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
constexpr auto Ready = static_cast<GParamFlags>(Flags | GST_PARAM_MUTABLE_READY);
constexpr auto Paused = static_cast<GParamFlags>(Flags | GST_PARAM_MUTABLE_PAUSED);
constexpr auto Readable = static_cast<GParamFlags>(G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

// Registers an enum once; its values must be static.
template <const GEnumValue *Values>
GType enumType(const char *name) {
    static const GType Type = [name] {
        const GType type = g_enum_register_static(name, Values);
        gst_type_mark_as_plugin_api(type, static_cast<GstPluginAPIFlags>(0));
        return type;
    }();
    return Type;
}

constexpr GEnumValue ModeValues[] = {
    {0, "Track at once: the sound is written as it comes, with two seconds between tracks", "tao"},
    {1, "Raw, disc at once: all sound is collected first; without gaps, with CD-TEXT, ISRC and indexes", "raw"},
    {0, nullptr, nullptr}};
constexpr GEnumValue BlankValues[] = {{0, "Never erase: a disc that is not empty is refused", "none"},
                                      {1, "Erase what makes the disc empty, in a minute or two", "fast"},
                                      {2, "Overwrite the whole disc, which may take an hour", "full"},
                                      {0, nullptr, nullptr}};
constexpr GEnumValue EjectValues[] = {{0, "Leave the disc in the recorder", "never"},
                                      {1, "Eject the disc when it is complete", "success"},
                                      {2, "Eject the disc also after a failure or a cancelled burn", "always"},
                                      {0, nullptr, nullptr}};
constexpr GEnumValue VerifyValues[] = {{0, "Only compare the disc's table of contents with the plan", "none"},
                                       {1, "Also compare what the recorder says of the disc and its tracks", "quick"},
                                       {2, "Also read all sound back and compare it", "full"},
                                       {0, nullptr, nullptr}};
constexpr GEnumValue CancelValues[] = {{0, "Cut the track where the laser is", "abort"},
                                       {1, "Write what has come in so far, then close the disc", "close"},
                                       {0, nullptr, nullptr}};
constexpr GEnumValue BoundaryValues[] = {
    {0, "A new stream, and the tracks of a table of contents within a stream", "auto"},
    {1, "A new stream only", "stream"},
    {2, "The tracks of a table of contents only", "toc"},
    {3, "Nothing: all sound is one track", "none"},
    {0, nullptr, nullptr}};
constexpr GEnumValue ShortTracksValues[] = {{0, "Fill a track that is shorter than 4 seconds up with silence", "pad"},
                                            {1, "Refuse a track that is shorter than 4 seconds", "error"},
                                            {0, nullptr, nullptr}};
constexpr GEnumValue TextEncodingValues[] = {{0, "ISO 8859-1, the characters of western Europe", "latin1"},
                                             {1, "ASCII", "ascii"},
                                             {2, "Music Shift-JIS, Japanese", "ms-jis"},
                                             {0, nullptr, nullptr}};
constexpr GEnumValue SpoolValues[] = {
    {0, "All tracks in raw mode; else each track where the sound comes in real time, else none", "auto"},
    {1, "Nothing: the sound goes to the recorder through memory", "none"},
    {2, "Each track goes to a temporary file before it is written", "track"},
    {3, "All tracks go to temporary files before the first is written", "disc"},
    {0, nullptr, nullptr}};

void addString(GObjectClass *klass, Property id, const char *name, const char *nick, const char *blurb,
               GParamFlags flags) {
    g_object_class_install_property(klass, id, g_param_spec_string(name, nick, blurb, nullptr, flags));
}

void addBoolean(GObjectClass *klass, Property id, const char *name, const char *nick, const char *blurb,
                gboolean value) {
    g_object_class_install_property(klass, id, g_param_spec_boolean(name, nick, blurb, value, Ready));
}

void addUint(GObjectClass *klass, Property id, const char *name, const char *nick, const char *blurb, guint maximum,
             guint value, GParamFlags flags) {
    g_object_class_install_property(klass, id, g_param_spec_uint(name, nick, blurb, 0, maximum, value, flags));
}

void addEnum(GObjectClass *klass, Property id, const char *name, const char *nick, const char *blurb, GType type,
             gint value) {
    g_object_class_install_property(klass, id, g_param_spec_enum(name, nick, blurb, type, value, Ready));
}

void addStructure(GObjectClass *klass, Property id, const char *name, const char *nick, const char *blurb) {
    g_object_class_install_property(klass, id, g_param_spec_boxed(name, nick, blurb, GST_TYPE_STRUCTURE, Readable));
}

void installTrackProperties(GObjectClass *klass) {
    addEnum(klass, PropBoundaries, "boundaries", "Boundaries", "What begins a new track.",
            enumType<BoundaryValues>("GstDiscSinkBoundaries"), 0);
    addEnum(klass, PropShortTracks, "short-tracks", "Short tracks",
            "What to do with a track that is shorter than the 4 seconds which an audio CD demands.",
            enumType<ShortTracksValues>("GstDiscSinkShortTracks"), 0);
    g_object_class_install_property(
        klass, PropTracks,
        gst_param_spec_array(
            "tracks", "Tracks",
            "What is said of each track, in order, and counts more than its tags: structures with the "
            "fields title, performer, songwriter, composer, arranger, message and isrc (strings), "
            "length (uint64: frames of 1/44100 second, after which the next track begins; by default "
            "until the next stream), copy and pre-emphasis (booleans: copying permitted, recorded with "
            "pre-emphasis), and in raw mode pregap (uint: sectors of silence before it), index0 "
            "(uint64: frames of its sound that come before its index 1) and cdg (string: file with the "
            "packs of CD+G); empty by default.",
            g_param_spec_boxed("track", "Track", "One track.", GST_TYPE_STRUCTURE, Flags), Paused));
    addBoolean(klass, PropGapless, "gapless", "Gapless",
               "Whether the sound of one track runs on into the next without a sample between them, in raw mode; else "
               "each track is filled up to a whole sector of 1/75 second.",
               TRUE);
    g_object_class_install_property(
        klass, PropPregap,
        g_param_spec_int("pregap", "Pre-gap",
                         "Sectors of 1/75 second of silence before each track but the first, in raw mode; -1 = none. "
                         "Track at once, the recorder always leaves 150.",
                         -1, 44999, -1, Ready));
    addString(
        klass, PropCueSheet, "cue-sheet", "Cue sheet",
        "Path of a cue sheet, or of a TOC file of cdrdao: says where in the sound tracks begin, and what they are "
        "called.",
        Ready);
}

void installTextProperties(GObjectClass *klass) {
    addBoolean(klass, PropCdText, "cd-text", "CD-TEXT",
               "Whether titles and names are written to the disc, in raw mode.", TRUE);
    addEnum(klass, PropCdTextEncoding, "cd-text-encoding", "CD-TEXT encoding",
            "Characters of CD-TEXT; what is none of them becomes the one that comes nearest, with a warning.",
            enumType<TextEncodingValues>("GstDiscSinkTextEncoding"), 0);
    addString(klass, PropTitle, "title", "Title",
              "Title of the disc, for CD-TEXT; by default the album's, from the tags.", Paused);
    addString(klass, PropPerformer, "performer", "Performer",
              "Performer of the disc, for CD-TEXT; by default the album's artist, from the tags.", Paused);
    addString(klass, PropSongwriter, "songwriter", "Songwriter", "Songwriter of the disc, for CD-TEXT.", Paused);
    addString(klass, PropComposer, "composer", "Composer",
              "Composer of the disc, for CD-TEXT; by default the one that all tracks have.", Paused);
    addString(klass, PropArranger, "arranger", "Arranger", "Arranger of the disc, for CD-TEXT.", Paused);
    addString(klass, PropMessage, "message", "Message", "Message of the disc's makers, for CD-TEXT.", Paused);
    addString(klass, PropGenre, "genre", "Genre",
              "Genre of the disc, for CD-TEXT, in words; by default the one that all tracks have.", Paused);
    addString(klass, PropMcn, "mcn", "Media catalogue number",
              "Media catalogue number (EAN) of the disc: 13 digits, or 12 of a UPC; by default from the tags.", Paused);
    addBoolean(klass, PropUseTags, "use-tags", "Use tags",
               "Whether ISRC, media catalogue number and titles are taken from the streams' tags.", TRUE);
}

void installBufferProperties(GObjectClass *klass) {
    addEnum(klass, PropSpool, "spool", "Spool", "What goes through temporary files.",
            enumType<SpoolValues>("GstDiscSinkSpool"), 0);
    addString(klass, PropTempLocation, "temp-location", "Temporary folder",
              "Folder for temporary files, 10.6 MB for each minute; by default $TMPDIR, else /var/tmp.", Ready);
    addUint(klass, PropFifoSize, "fifo-size", "Fifo size",
            "Bytes of sound kept in memory for the recorder, at least 1 MiB; 0 = five seconds of the write speed, at "
            "least 8 MiB.",
            1U << 30U, 0, Ready);
    addUint(klass, PropFifoPrefill, "fifo-prefill", "Fifo prefill",
            "Per cent of the fifo that must be filled before the writing of a track begins, unless the track is "
            "shorter.",
            100, 75, Ready);
    addUint(klass, PropFifoLevel, "fifo-level", "Fifo level", "Per cent of the fifo that is filled now.", 100, 0,
            Readable);
}

void installFactProperties(GObjectClass *klass) {
    addStructure(klass, PropDrive, "drive", "Drive",
                 "What is known of the recorder: device, vendor, product, revision, raw96, cd-text, "
                 "underrun-protection.");
    addStructure(klass, PropMedium, "medium", "Medium",
                 "What is known of the disc: medium, blank, appendable, capacity and free in sectors of 1/75 second, "
                 "speeds in multiples of 176.4 kB/s.");
    addStructure(klass, PropStats, "stats", "Statistics",
                 "How the burn goes: sectors written, received-bytes, tracks, underruns, fifo-level and fifo-min in "
                 "per cent, spool.");
}

}  // namespace

void installProperties(GObjectClass *klass) {
    addString(klass, PropDevice, "device", "Device",
              "Recorder to burn with: a device node, or virtual:FOLDER for a virtual recorder; by default "
              "$BURNISH_DEVICE, else the only recorder there is.",
              Ready);
    addEnum(klass, PropMode, "mode", "Mode", "How the disc is written.", enumType<ModeValues>("GstDiscSinkMode"), 0);
    addUint(klass, PropSpeed, "speed", "Speed",
            "Highest write speed, in multiples of 176.4 kB/s; 0 = the fastest that recorder and disc know.", 256, 0,
            Ready);
    addBoolean(klass, PropSimulate, "simulate", "Simulate",
               "Whether to rehearse with the laser off: the disc stays as it is.", FALSE);
    addBoolean(
        klass, PropUnderrunProtection, "underrun-protection", "Underrun protection",
        "Whether the recorder may interrupt writing when the sound comes too late, instead of spoiling the disc.",
        TRUE);
    addBoolean(klass, PropMultiSession, "multi-session", "Multi-session",
               "Whether the disc stays open for another session, such as one of data; not in raw mode.", FALSE);
    addEnum(klass, PropBlank, "blank", "Blank", "Whether a CD-RW that is not empty is erased before it is written.",
            enumType<BlankValues>("GstDiscSinkBlank"), 0);
    addEnum(klass, PropEject, "eject", "Eject", "When the disc is ejected.", enumType<EjectValues>("GstDiscSinkEject"),
            0);
    addUint(klass, PropMediaTimeout, "media-timeout", "Media timeout",
            "Seconds to wait for a disc that is not in the recorder yet; 0 = none.", 86400, 0, Ready);
    addEnum(klass, PropVerify, "verify", "Verify", "How the disc is checked when it is written.",
            enumType<VerifyValues>("GstDiscSinkVerify"), 1);
    addEnum(klass, PropCancelPolicy, "cancel-policy", "Cancel policy",
            "What becomes of a disc that is being written when the element goes back to READY.",
            enumType<CancelValues>("GstDiscSinkCancelPolicy"), 0);
    installTrackProperties(klass);
    installTextProperties(klass);
    installBufferProperties(klass);
    installFactProperties(klass);
}

}  // namespace discsink
