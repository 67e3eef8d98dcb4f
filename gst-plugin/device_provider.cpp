// SPDX-License-Identifier: LGPL-2.1-or-later
// The device provider. Its class has no word that volume mixers and players look for, so that none of them takes a
// burner for a loudspeaker. Looking at the recorders neither spins them up nor locks them.
#include "device_provider.hpp"

#include "handles.hpp"

#include <array>
#include <cstring>
#include <string>

struct _GstDiscDevice {
    GstDevice parent;
    gchar *path;
};

struct _GstDiscDeviceProvider {
    GstDeviceProvider parent;
};

G_DEFINE_TYPE(GstDiscDevice, gst_disc_device, GST_TYPE_DEVICE)
G_DEFINE_TYPE(GstDiscDeviceProvider, gst_disc_device_provider, GST_TYPE_DEVICE_PROVIDER)
GST_DEVICE_PROVIDER_REGISTER_DEFINE(discdeviceprovider, "discdeviceprovider", GST_RANK_PRIMARY,
                                    GST_TYPE_DISC_DEVICE_PROVIDER)

namespace {

constexpr const char *Caps =
    "audio/x-raw, format=(string)S16LE, layout=(string)interleaved, rate=(int)44100, "
    "channels=(int)2";

bool isVirtual(const std::string &device) {
    return device.rfind("virtual", 0) == 0;
}

// The profile that a drive says is current: it knows without looking at the disc again.
const char *mediumOf(burnish_recorder *recorder) {
    struct Name {
        int32_t profile;
        const char *name;
    };
    static constexpr std::array Names = {Name{0x0008, "CD-ROM"},  Name{0x0009, "CD-R"},   Name{0x000A, "CD-RW"},
                                         Name{0x0010, "DVD-ROM"}, Name{0x0011, "DVD-R"},  Name{0x0012, "DVD-RAM"},
                                         Name{0x0013, "DVD-RW"},  Name{0x0014, "DVD-RW"}, Name{0x001A, "DVD+RW"},
                                         Name{0x001B, "DVD+R"},   Name{0x0040, "BD-ROM"}, Name{0x0041, "BD-R"},
                                         Name{0x0043, "BD-RE"}};
    std::array<int32_t, 8> profiles{};
    std::size_t count = 0;
    if (burnish_recorder_get_current_profiles(recorder, profiles.data(), profiles.size(), &count) < 0 || count == 0) {
        return "none";
    }
    for (const Name &name : Names) {
        if (name.profile == profiles[0]) {
            return name.name;
        }
    }
    return "other";
}

// What a real recorder says of itself. A virtual one is not asked: opening it would lock its disc, and make one where
// there is none.
std::string describe(const std::string &device, GstStructure *properties) {
    burnish_recorder *made = nullptr;
    if (isVirtual(device) || burnish_recorder_new(&made) < 0) {
        return "Virtual recorder " + device.substr(device.find(':') + 1);
    }
    const discsink::RecorderHandle recorder(made);
    if (burnish_recorder_initialize_disc_recorder(made, device.c_str()) < 0) {
        return device;
    }
    const std::string vendor = discsink::stringOf(made, burnish_recorder_get_vendor_id);
    const std::string product = discsink::stringOf(made, burnish_recorder_get_product_id);
    gst_structure_set(properties, "device.vendor.name", G_TYPE_STRING, vendor.c_str(), "device.product.name",
                      G_TYPE_STRING, product.c_str(), "disc.media", G_TYPE_STRING, mediumOf(made), nullptr);
    return vendor + " " + product + " (" + device + ")";
}

GstDevice *makeDevice(const std::string &path) {
    GstStructure *properties = gst_structure_new("properties", "device.api", G_TYPE_STRING, "burnish", "device.path",
                                                 G_TYPE_STRING, path.c_str(), nullptr);
    const std::string name = describe(path, properties);
    GstCaps *caps = gst_caps_from_string(Caps);
    auto *device = GST_DISC_DEVICE(g_object_new(GST_TYPE_DISC_DEVICE, "display-name", name.c_str(), "caps", caps,
                                                "device-class", "Disc/Recorder", "properties", properties, nullptr));
    device->path = g_strdup(path.c_str());
    gst_caps_unref(caps);
    gst_structure_free(properties);
    return GST_DEVICE(device);
}

GstElement *createElement(GstDevice *device, const gchar *name) {
    GstElement *element = gst_element_factory_make("discsink", name);
    if (element != nullptr) {
        g_object_set(element, "device", GST_DISC_DEVICE(device)->path, nullptr);
    }
    return element;
}

gboolean reconfigureElement(GstDevice *device, GstElement *element) {
    GstElementFactory *factory = gst_element_get_factory(element);
    if (factory == nullptr || std::strcmp(GST_OBJECT_NAME(factory), "discsink") != 0) {
        return FALSE;
    }
    g_object_set(element, "device", GST_DISC_DEVICE(device)->path, nullptr);
    return TRUE;
}

void finalizeDevice(GObject *object) {
    g_free(GST_DISC_DEVICE(object)->path);
    G_OBJECT_CLASS(gst_disc_device_parent_class)->finalize(object);
}

GList *probe(GstDeviceProvider *) {
    burnish_master *made = nullptr;
    if (burnish_master_new(&made) < 0) {
        return nullptr;
    }
    const discsink::MasterHandle master(made);
    int32_t count = 0;
    burnish_master_get_count(made, &count);
    GList *devices = nullptr;
    for (int32_t i = 0; i < count; ++i) {
        const char *path = nullptr;
        if (burnish_master_get_item(made, i, &path) >= 0) {
            devices = g_list_append(devices, gst_object_ref_sink(makeDevice(path)));
        }
    }
    return devices;
}

}  // namespace

static void gst_disc_device_class_init(GstDiscDeviceClass *klass) {
    G_OBJECT_CLASS(klass)->finalize = finalizeDevice;
    GST_DEVICE_CLASS(klass)->create_element = createElement;
    GST_DEVICE_CLASS(klass)->reconfigure_element = reconfigureElement;
}

static void gst_disc_device_init(GstDiscDevice *) {}

static void gst_disc_device_provider_class_init(GstDiscDeviceProviderClass *klass) {
    auto *provider = GST_DEVICE_PROVIDER_CLASS(klass);
    provider->probe = probe;
    gst_device_provider_class_set_static_metadata(provider, "Disc recorders", "Disc/Recorder",
                                                  "Lists recorders that burn optical discs", "The burnish project");
}

static void gst_disc_device_provider_init(GstDiscDeviceProvider *) {}
