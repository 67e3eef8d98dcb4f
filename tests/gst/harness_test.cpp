// SPDX-License-Identifier: LGPL-2.1-or-later
// discsink under a GstHarness: what its pad takes and says, without a pipeline around it.
#include <cstdlib>
#include <filesystem>
#include <string>

// After the standard library: Check's macro `fail` would hide std::ios::fail.
#include <gst/check/gstcheck.h>
#include <gst/check/gstharness.h>

namespace {

constexpr const char *Caps = "audio/x-raw,format=S16LE,layout=interleaved,rate=44100,channels=2";
std::string folder;  // of the test that runs

void makeFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "burnish-harness-XXXXXX").string();
    folder = mkdtemp(name.data());
}

void removeFolder() {
    std::filesystem::remove_all(folder);
}

GstHarness *makeHarness(const std::string &options = "") {
    const std::string line = "discsink name=sink device=virtual:" + folder + "/x.disc " + options;
    GstHarness *harness = gst_harness_new_parse(line.c_str());
    GstBus *bus = gst_bus_new();
    gst_element_set_bus(harness->element, bus);
    gst_object_unref(bus);
    gst_harness_set_src_caps_str(harness, Caps);
    return harness;
}

void pushSeconds(GstHarness *harness, unsigned seconds) {
    GstBuffer *buffer = gst_buffer_new_allocate(nullptr, seconds * 176400, nullptr);
    gst_buffer_memset(buffer, 0, 1, seconds * 176400);
    fail_unless_equals_int(gst_harness_push(harness, buffer), GST_FLOW_OK);
}

// The first message of a type, with the name of its structure where one is wanted; nullptr after a minute.
GstMessage *waitFor(GstHarness *harness, GstMessageType type, const char *name) {
    GstBus *bus = gst_element_get_bus(harness->element);
    GstMessage *message = nullptr;
    while ((message = gst_bus_timed_pop_filtered(bus, 60 * GST_SECOND, type)) != nullptr) {
        if (name == nullptr || gst_message_has_name(message, name)) {
            break;
        }
        gst_message_unref(message);
    }
    gst_object_unref(bus);
    return message;
}

guint tracksDone(GstHarness *harness) {
    GstMessage *message = waitFor(harness, GST_MESSAGE_ELEMENT, "disc-done");
    fail_unless(message != nullptr);
    guint tracks = 0;
    fail_unless(gst_structure_get_uint(gst_message_get_structure(message), "tracks", &tracks));
    gst_message_unref(message);
    return tracks;
}

void startStream(GstHarness *harness, const char *id, guint group) {
    GstEvent *event = gst_event_new_stream_start(id);
    gst_event_set_group_id(event, group);
    fail_unless(gst_harness_push_event(harness, event));
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    fail_unless(gst_harness_push_event(harness, gst_event_new_segment(&segment)));
}

}  // namespace

GST_START_TEST(a_new_stream_id_or_group_is_a_track) {
    GstHarness *harness = makeHarness();
    gst_harness_play(harness);
    startStream(harness, "a", 1);
    pushSeconds(harness, 5);
    startStream(harness, "a", 1);  // announced again: the same track
    pushSeconds(harness, 5);
    startStream(harness, "a", 2);
    pushSeconds(harness, 5);
    startStream(harness, "b", 2);
    startStream(harness, "c", 2);  // the one before had no sound
    pushSeconds(harness, 5);
    fail_unless(gst_harness_push_event(harness, gst_event_new_eos()));
    fail_unless_equals_int(tracksDone(harness), 3);
    gst_harness_teardown(harness);
}
GST_END_TEST

GST_START_TEST(buffers_are_clipped_to_their_segment) {
    GstHarness *harness = makeHarness();
    gst_harness_play(harness);
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    segment.start = GST_SECOND;
    segment.stop = 7 * GST_SECOND;
    fail_unless(gst_harness_push_event(harness, gst_event_new_segment(&segment)));
    GstBuffer *buffer = gst_buffer_new_allocate(nullptr, 10 * 176400, nullptr);
    GST_BUFFER_PTS(buffer) = 0;
    GST_BUFFER_DURATION(buffer) = 10 * GST_SECOND;
    fail_unless_equals_int(gst_harness_push(harness, buffer), GST_FLOW_OK);
    fail_unless(gst_harness_push_event(harness, gst_event_new_eos()));
    GstMessage *message = waitFor(harness, GST_MESSAGE_ELEMENT, "disc-done");
    fail_unless(message != nullptr);
    guint64 sectors = 0;
    fail_unless(gst_structure_get_uint64(gst_message_get_structure(message), "total-sectors", &sectors));
    fail_unless_equals_uint64(sectors, 6 * 75);
    gst_message_unref(message);
    gst_harness_teardown(harness);
}
GST_END_TEST

GST_START_TEST(end_of_stream_without_sound_is_an_error) {
    GstHarness *harness = makeHarness();
    gst_harness_play(harness);
    fail_if(gst_harness_push_event(harness, gst_event_new_eos()));
    GstMessage *message = waitFor(harness, GST_MESSAGE_ERROR, nullptr);
    fail_unless(message != nullptr);
    GError *error = nullptr;
    gst_message_parse_error(message, &error, nullptr);
    fail_unless(g_error_matches(error, GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED));
    g_error_free(error);
    gst_message_unref(message);
    gst_harness_teardown(harness);
}
GST_END_TEST

GST_START_TEST(other_caps_are_refused) {
    GstHarness *harness = makeHarness();
    GstPad *pad = gst_element_get_static_pad(harness->element, "sink");
    GstCaps *caps = gst_caps_from_string("audio/x-raw,format=S16LE,layout=interleaved,rate=48000,channels=2");
    fail_if(gst_pad_query_accept_caps(pad, caps));
    gst_caps_unref(caps);
    gst_object_unref(pad);
    gst_harness_teardown(harness);
}
GST_END_TEST

// The pad refuses it; a source tells of that as an error of its stream.
GST_START_TEST(sound_of_another_form_is_not_negotiated) {
    GstHarness *harness = makeHarness();
    gst_harness_set_src_caps_str(harness, "audio/x-raw,format=S16LE,layout=interleaved,rate=48000,channels=2");
    gst_harness_play(harness);
    GstBuffer *buffer = gst_buffer_new_allocate(nullptr, 192000, nullptr);
    fail_unless_equals_int(gst_harness_push(harness, buffer), GST_FLOW_NOT_NEGOTIATED);
    gst_harness_teardown(harness);
}
GST_END_TEST

void addTocTrack(GstToc *toc, const char *uid, gint64 start, gint64 stop, const char *title) {
    GstTocEntry *entry = gst_toc_entry_new(GST_TOC_ENTRY_TYPE_TRACK, uid);
    gst_toc_entry_set_start_stop_times(entry, start, stop);
    gst_toc_entry_set_tags(entry, gst_tag_list_new(GST_TAG_TITLE, title, nullptr));
    gst_toc_append_entry(toc, entry);
}

// The application's: it need not end where the sound does, and streams do not count within its tracks.
GST_START_TEST(a_table_of_contents_of_the_application_makes_the_tracks) {
    GstHarness *harness = makeHarness();
    GstToc *toc = gst_toc_new(GST_TOC_SCOPE_GLOBAL);
    addTocTrack(toc, "1", 0, 5 * GST_SECOND, "One");
    addTocTrack(toc, "2", 5 * GST_SECOND, 13 * GST_SECOND, "Two");
    addTocTrack(toc, "3", 13 * GST_SECOND, 14 * GST_SECOND, "Three");
    GstElement *sink = gst_bin_get_by_name(GST_BIN(harness->element), "sink");
    gst_toc_setter_set_toc(GST_TOC_SETTER(sink), toc);
    gst_object_unref(sink);
    gst_toc_unref(toc);
    gst_harness_play(harness);
    startStream(harness, "a", 1);
    pushSeconds(harness, 8);
    startStream(harness, "b", 2);
    pushSeconds(harness, 12);
    fail_unless(gst_harness_push_event(harness, gst_event_new_eos()));
    const char *titles[] = {"One", "Two", "Three"};
    const guint64 seconds[] = {5, 8, 7};
    for (int i = 0; i < 3; ++i) {
        GstMessage *message = waitFor(harness, GST_MESSAGE_ELEMENT, "disc-track");
        fail_unless(message != nullptr);
        const GstStructure *track = gst_message_get_structure(message);
        guint64 sectors = 0;
        fail_unless(gst_structure_get_uint64(track, "sectors", &sectors));
        fail_unless_equals_uint64(sectors, seconds[i] * 75);
        fail_unless_equals_string(gst_structure_get_string(track, "title"), titles[i]);
        gst_message_unref(message);
    }
    fail_unless_equals_int(tracksDone(harness), 3);
    gst_harness_teardown(harness);
}
GST_END_TEST

constexpr int TestCount = 6;

static Suite *discsink_suite() {
    Suite *suite = suite_create("discsink");
    TCase *group = tcase_create("harness");
    tcase_add_checked_fixture(group, makeFolder, removeFolder);
    tcase_add_test(group, a_new_stream_id_or_group_is_a_track);
    tcase_add_test(group, buffers_are_clipped_to_their_segment);
    tcase_add_test(group, end_of_stream_without_sound_is_an_error);
    tcase_add_test(group, other_caps_are_refused);
    tcase_add_test(group, sound_of_another_form_is_not_negotiated);
    tcase_add_test(group, a_table_of_contents_of_the_application_makes_the_tracks);
    suite_add_tcase(suite, group);
    return suite;
}

// GstCheck's own main() prints more than TAP. As in the other programs, every registered test must have run.
int main(int argc, char **argv) {
    gst_check_init(&argc, &argv);
    SRunner *runner = srunner_create(discsink_suite());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    const int ran = srunner_ntests_run(runner);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return ran == TestCount && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
