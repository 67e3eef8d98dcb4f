// SPDX-License-Identifier: LGPL-2.1-or-later
// discsink by a URI: cdda-burn:///dev/sr0?speed=8, where the path is the device and the options are properties.
#include "uri.hpp"

#include <gst/gst.h>

#include <memory>
#include <string>

namespace discsink {

namespace {

struct UriUnref {
    void operator()(GstUri *uri) const { gst_uri_unref(uri); }
};
using Uri = std::unique_ptr<GstUri, UriUnref>;

struct HashUnref {
    void operator()(GHashTable *table) const { g_hash_table_unref(table); }
};
using Hash = std::unique_ptr<GHashTable, HashUnref>;

struct Value {
    GValue value = G_VALUE_INIT;

    explicit Value(GType type) { g_value_init(&value, type); }
    ~Value() { g_value_unset(&value); }
    Value(const Value &) = delete;
    Value &operator=(const Value &) = delete;
};

constexpr const char *Scheme = "cdda-burn";
constexpr const char *Device = "device";

GstURIType typeOf(GType) {
    return GST_URI_SINK;
}

const gchar *const *protocolsOf(GType) {
    static const gchar *const Protocols[] = {Scheme, nullptr};
    return Protocols;
}

bool refuse(GError **error, GstURIError code, const std::string &text) {
    g_set_error_literal(error, GST_URI_ERROR, code, text.c_str());
    return false;
}

// One that can be told in a URI: its own, writable, and no array.
bool isOption(GstURIHandler *handler, const GParamSpec *spec) {
    return spec->owner_type == G_OBJECT_TYPE(handler) && (spec->flags & G_PARAM_WRITABLE) != 0 &&
           spec->value_type != GST_TYPE_ARRAY;
}

bool setOption(GstURIHandler *handler, const char *name, const char *text, GError **error) {
    GParamSpec *spec = g_object_class_find_property(G_OBJECT_GET_CLASS(handler), name);
    if (spec == nullptr || !isOption(handler, spec)) {
        return refuse(error, GST_URI_ERROR_BAD_REFERENCE, std::string("discsink has no option ") + name);
    }
    Value option(spec->value_type);
    // Validating makes a value fit that does not: then it was none.
    if (text == nullptr || !gst_value_deserialize(&option.value, text) ||
        g_param_value_validate(spec, &option.value) != FALSE) {
        return refuse(error, GST_URI_ERROR_BAD_REFERENCE,
                      std::string(text != nullptr ? text : "nothing") + " is no value for " + name);
    }
    g_object_set_property(G_OBJECT(handler), name, &option.value);
    return true;
}

gboolean setUri(GstURIHandler *handler, const gchar *text, GError **error) {
    if (GST_STATE(handler) > GST_STATE_READY) {
        return refuse(error, GST_URI_ERROR_BAD_STATE, "The recorder cannot be changed in this state");
    }
    const Uri uri(gst_uri_from_string(text));
    if (!uri) {
        return refuse(error, GST_URI_ERROR_BAD_URI, std::string(text) + " is no URI");
    }
    gchar *path = gst_uri_get_path(uri.get());
    const std::string device = path != nullptr ? path : "";
    g_free(path);
    g_object_set(handler, Device, device.empty() || device == "/" ? nullptr : device.c_str(), nullptr);
    const Hash options(gst_uri_get_query_table(uri.get()));
    if (!options) {
        return TRUE;
    }
    GHashTableIter iterator;
    gpointer key = nullptr;
    gpointer value = nullptr;
    g_hash_table_iter_init(&iterator, options.get());
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        if (!setOption(handler, static_cast<const char *>(key), static_cast<const char *>(value), error)) {
            return FALSE;
        }
    }
    return TRUE;
}

// The device, as the path where it is one, and all properties that are not as they are by default.
gchar *uriOf(GstURIHandler *handler) {
    const Uri uri(gst_uri_new(Scheme, nullptr, "", GST_URI_NO_PORT, "/", nullptr, nullptr));
    guint count = 0;
    GParamSpec **specs = g_object_class_list_properties(G_OBJECT_GET_CLASS(handler), &count);
    for (guint i = 0; i < count; ++i) {
        if (!isOption(handler, specs[i]) || (specs[i]->flags & G_PARAM_READABLE) == 0) {
            continue;
        }
        Value option(specs[i]->value_type);
        g_object_get_property(G_OBJECT(handler), specs[i]->name, &option.value);
        if (g_param_value_defaults(specs[i], &option.value)) {
            continue;
        }
        gchar *text = G_VALUE_HOLDS_STRING(&option.value) ? g_value_dup_string(&option.value)
                                                          : gst_value_serialize(&option.value);
        if (g_str_equal(specs[i]->name, Device) && text[0] == '/') {
            gst_uri_set_path(uri.get(), text);
        } else {
            gst_uri_set_query_value(uri.get(), specs[i]->name, text);
        }
        g_free(text);
    }
    g_free(specs);
    return gst_uri_to_string(uri.get());
}

}  // namespace

void initUriHandler(gpointer interface, gpointer) {
    auto *handler = static_cast<GstURIHandlerInterface *>(interface);
    handler->get_type = typeOf;
    handler->get_protocols = protocolsOf;
    handler->get_uri = uriOf;
    handler->set_uri = setUri;
}

}  // namespace discsink
