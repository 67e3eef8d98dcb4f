// SPDX-License-Identifier: LGPL-2.1-or-later
// All replies that are understood. Every parser takes any bytes of any length, as they came from a drive: it gives a
// value or E_RECORDER_INVALID_RESPONSE_FROM_DEVICE.
#pragma once

#include "mmc/addressing.hpp"
#include "mmc/disc_information.hpp"
#include "mmc/features.hpp"
#include "mmc/inquiry.hpp"
#include "mmc/mode_page.hpp"
#include "mmc/performance.hpp"
#include "mmc/sub_channel.hpp"
#include "mmc/toc.hpp"
#include "mmc/track_information.hpp"
