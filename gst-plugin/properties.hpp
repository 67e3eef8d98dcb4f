// SPDX-License-Identifier: LGPL-2.1-or-later
// discsink's properties: their names, defaults and sentences. Their values live in Settings.
#pragma once

#include <glib-object.h>

namespace discsink {

enum Property : guint {
    PropDevice = 1,
    PropMode,
    PropSpeed,
    PropSimulate,
    PropUnderrunProtection,
    PropMultiSession,
    PropBlank,
    PropEject,
    PropMediaTimeout,
    PropVerify,
    PropCancelPolicy,
    PropBoundaries,
    PropShortTracks,
    PropTracks,
    PropGapless,
    PropPregap,
    PropCueSheet,
    PropCdText,
    PropCdTextEncoding,
    PropTitle,
    PropPerformer,
    PropSongwriter,
    PropComposer,
    PropArranger,
    PropMessage,
    PropGenre,
    PropMcn,
    PropUseTags,
    PropSpool,
    PropTempLocation,
    PropFifoSize,
    PropFifoPrefill,
    PropFifoLevel,
    PropDrive,
    PropMedium,
    PropStats,
};

void installProperties(GObjectClass *klass);

}  // namespace discsink
