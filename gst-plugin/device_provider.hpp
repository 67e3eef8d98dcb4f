// SPDX-License-Identifier: LGPL-2.1-or-later
// The device provider: which recorders there are, for gst-device-monitor and applications.
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define GST_TYPE_DISC_DEVICE (gst_disc_device_get_type())
G_DECLARE_FINAL_TYPE(GstDiscDevice, gst_disc_device, GST, DISC_DEVICE, GstDevice)

#define GST_TYPE_DISC_DEVICE_PROVIDER (gst_disc_device_provider_get_type())
G_DECLARE_FINAL_TYPE(GstDiscDeviceProvider, gst_disc_device_provider, GST, DISC_DEVICE_PROVIDER, GstDeviceProvider)

GST_DEVICE_PROVIDER_REGISTER_DECLARE(discdeviceprovider)

G_END_DECLS
