// SPDX-License-Identifier: LGPL-2.1-or-later
/**
 * SECTION:element-discsink
 * @title: discsink
 * @short_description: Burns audio CDs
 *
 * Burns what it gets to an audio CD: each new stream is a track, so that `concat`, a playlist or gapless playback make
 * a disc of several tracks. Track at once, the default, the recorder leaves two seconds between tracks. With `mode=raw`
 * all sound is collected first and the disc is written as one image: without gaps, with CD-TEXT, ISRC and indexes, from
 * tags, properties or a cue sheet.
 *
 * In PAUSED the recorder is open and its disc looked at, with the laser off. PLAYING begins to write. The EOS message
 * comes when the disc is complete. Going back to READY before that cancels; with `gst-launch-1.0 -e`, Ctrl-C closes the
 * disc after what has come in so far.
 *
 * An application may say where tracks begin: by property `tracks`, or a #GstToc given through #GstTocSetter. The
 * element can be made from a URI, `cdda-burn:///dev/sr0?speed=8`, whose options are properties.
 *
 * Messages on the bus: PROGRESS with the codes `open`, `spool`, `blank`, `write`, `close`, `verify` and `eject`, and
 * messages `disc-ready`, `disc-track`, `disc-progress` (twice a second), `disc-warning`, `disc-layout` and `disc-done`.
 *
 * ## Example launch lines
 * |[
 * gst-launch-1.0 filesrc location=a.flac ! flacparse ! flacdec ! audioconvert ! audioresample ! discsink
 * ]| One track, on the only recorder.
 * |[
 * gst-launch-1.0 audiotestsrc num-buffers=500 ! audioconvert ! discsink device=virtual:album.disc
 * ]| A tone, on a virtual recorder.
 * |[
 * gst-launch-1.0 filesrc location=a.flac ! flacparse ! flacdec ! audioconvert ! audioresample ! discsink mode=raw
 * cue-sheet=a.cue
 * ]| One file that a cue sheet divides into tracks, without gaps and with CD-TEXT.
 */
#include "disc_sink.hpp"

#include "properties.hpp"
#include "sink.hpp"
#include "uri.hpp"

#include <gst/gst.h>

GST_DEBUG_CATEGORY(disc_sink_debug);

using discsink::Sink;

static GstStaticPadTemplate sinkTemplate =
    GST_STATIC_PAD_TEMPLATE("sink", GST_PAD_SINK, GST_PAD_ALWAYS,
                            GST_STATIC_CAPS("audio/x-raw, format=(string)S16LE, layout=(string)interleaved, "
                                            "rate=(int)44100, channels=(int)2"));

G_DEFINE_TYPE_WITH_CODE(GstDiscSink, gst_disc_sink, GST_TYPE_BASE_SINK,
                        G_IMPLEMENT_INTERFACE(GST_TYPE_TAG_SETTER, nullptr)
                            G_IMPLEMENT_INTERFACE(GST_TYPE_TOC_SETTER, nullptr)
                                G_IMPLEMENT_INTERFACE(GST_TYPE_URI_HANDLER, discsink::initUriHandler)
                                    G_IMPLEMENT_INTERFACE(GST_TYPE_PRESET, nullptr)
                                        GST_DEBUG_CATEGORY_INIT(disc_sink_debug, "discsink", 0, "audio CD burner"))
// Rank none is a safety: no player ever takes a burner for a loudspeaker.
GST_ELEMENT_REGISTER_DEFINE(discsink, "discsink", GST_RANK_NONE, GST_TYPE_DISC_SINK)

static Sink &sinkOf(gpointer object) {
    return *GST_DISC_SINK(object)->sink;
}

static GstStateChangeReturn changeState(GstElement *element, GstStateChange transition) {
    Sink &sink = sinkOf(element);
    // Before the base class: it must not wait for a streaming thread that waits for the burner.
    if (transition == GST_STATE_CHANGE_NULL_TO_READY) {
        sink.open();
    } else if (transition == GST_STATE_CHANGE_READY_TO_PAUSED) {
        if (!sink.beginSession()) {
            return GST_STATE_CHANGE_FAILURE;
        }
    } else if (transition == GST_STATE_CHANGE_PAUSED_TO_PLAYING) {
        sink.setPlaying(true);
    } else if (transition == GST_STATE_CHANGE_PAUSED_TO_READY) {
        sink.endSession();
    }
    const GstStateChangeReturn result =
        GST_ELEMENT_CLASS(gst_disc_sink_parent_class)->change_state(element, transition);
    if (transition == GST_STATE_CHANGE_PLAYING_TO_PAUSED) {
        sink.setPlaying(false);
    } else if (transition == GST_STATE_CHANGE_READY_TO_NULL ||
               (transition == GST_STATE_CHANGE_NULL_TO_READY && result == GST_STATE_CHANGE_FAILURE)) {
        sink.close();
    }
    return result;
}

// The base class answers only queries on its pad with the vfunc of its own.
static gboolean queryElement(GstElement *element, GstQuery *query) {
    if (sinkOf(element).answers(query)) {
        return TRUE;
    }
    if (GST_QUERY_TYPE(query) == GST_QUERY_POSITION || GST_QUERY_TYPE(query) == GST_QUERY_DURATION) {
        return FALSE;
    }
    return GST_ELEMENT_CLASS(gst_disc_sink_parent_class)->query(element, query);
}

// A disc cannot be written again from another place.
static gboolean sendEvent(GstElement *element, GstEvent *event) {
    if (GST_EVENT_TYPE(event) == GST_EVENT_SEEK && sinkOf(element).hasBegun()) {
        gst_event_unref(event);
        return FALSE;
    }
    return GST_ELEMENT_CLASS(gst_disc_sink_parent_class)->send_event(element, event);
}

static gboolean handleEvent(GstBaseSink *base, GstEvent *event) {
    const auto chainUp = [](GstBaseSink *sink, GstEvent *passed) -> gboolean {
        return GST_BASE_SINK_CLASS(gst_disc_sink_parent_class)->event(sink, passed);
    };
    return sinkOf(base).event(event, chainUp);
}

static GstFlowReturn preroll(GstBaseSink *base, GstBuffer *) {
    return sinkOf(base).preroll();
}

static GstFlowReturn render(GstBaseSink *base, GstBuffer *buffer) {
    return sinkOf(base).render(buffer);
}

static gboolean unlock(GstBaseSink *base) {
    sinkOf(base).interrupt(true);
    return TRUE;
}

static gboolean unlockStop(GstBaseSink *base) {
    sinkOf(base).interrupt(false);
    return TRUE;
}

static void setProperty(GObject *object, guint id, const GValue *value, GParamSpec *spec) {
    sinkOf(object).setProperty(id, value, spec);
}

static void getProperty(GObject *object, guint id, GValue *value, GParamSpec *spec) {
    sinkOf(object).getProperty(id, value, spec);
}

static void finalize(GObject *object) {
    delete GST_DISC_SINK(object)->sink;
    G_OBJECT_CLASS(gst_disc_sink_parent_class)->finalize(object);
}

// Action signals.
static gboolean eject(GstDiscSink *self) {
    return sinkOf(self).moveTray(discsink::Tray::Out);
}

static gboolean loadMedium(GstDiscSink *self) {
    return sinkOf(self).moveTray(discsink::Tray::In);
}

// Where no application says no.
static gboolean confirmLayout(GstDiscSink *, GstStructure *) {
    return TRUE;
}

// One no ends the asking.
static gboolean stopsAtFalse(GSignalInvocationHint *, GValue *all, const GValue *one, gpointer) {
    g_value_copy(one, all);
    return g_value_get_boolean(one);
}

static void addAction(GObjectClass *klass, const char *name, GCallback handler) {
    g_signal_new_class_handler(name, G_OBJECT_CLASS_TYPE(klass),
                               static_cast<GSignalFlags>(G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION), handler, nullptr,
                               nullptr, nullptr, G_TYPE_BOOLEAN, 0);
}

static void gst_disc_sink_class_init(GstDiscSinkClass *klass) {
    auto *object = G_OBJECT_CLASS(klass);
    object->set_property = setProperty;
    object->get_property = getProperty;
    object->finalize = finalize;
    discsink::installProperties(object);
    /**
     * GstDiscSink::eject:
     *
     * Ejects the disc, in READY only.
     *
     * Returns: whether that was done
     */
    addAction(object, "eject", G_CALLBACK(eject));
    /**
     * GstDiscSink::load-medium:
     *
     * Draws the tray in, in READY only; also while the recorder waits for a disc (property `media-timeout`).
     *
     * Returns: whether that was done
     */
    addAction(object, "load-medium", G_CALLBACK(loadMedium));

    /**
     * GstDiscSink::confirm-layout:
     * @self: the element
     * @layout: what will be burned, with the fields of the message `disc-layout`
     *
     * Emitted in raw mode, on a thread of the element's own, before the laser is switched on.
     *
     * Returns: FALSE to burn nothing
     */
    g_signal_new_class_handler("confirm-layout", G_OBJECT_CLASS_TYPE(klass), G_SIGNAL_RUN_LAST,
                               G_CALLBACK(confirmLayout), stopsAtFalse, nullptr, nullptr, G_TYPE_BOOLEAN, 1,
                               GST_TYPE_STRUCTURE);

    auto *element = GST_ELEMENT_CLASS(klass);
    element->change_state = changeState;
    element->query = queryElement;
    element->send_event = sendEvent;
    gst_element_class_add_static_pad_template(element, &sinkTemplate);
    gst_element_class_set_static_metadata(element, "Audio CD burner", "Sink/Audio/Device",
                                          "Burns audio CDs from raw audio", "The burnish project");

    auto *base = GST_BASE_SINK_CLASS(klass);
    base->event = handleEvent;
    base->preroll = preroll;
    base->render = render;
    base->unlock = unlock;
    base->unlock_stop = unlockStop;
}

static void gst_disc_sink_init(GstDiscSink *self) {
    auto *base = GST_BASE_SINK(self);
    self->sink = new Sink(base);
    gst_base_sink_set_sync(base, FALSE);
    gst_base_sink_set_last_sample_enabled(base, FALSE);
    gst_base_sink_set_qos_enabled(base, FALSE);
}
