// SPDX-License-Identifier: LGPL-2.1-or-later
// What PrepareMedia does in either mode that has it: the drive is taken, the disc looked at, the speed asked for.
#pragma once

#include "burn/drive_session.hpp"
#include "burn/report.hpp"
#include "formats/prepared_settings.hpp"
#include "media/medium.hpp"

#include <memory>
#include <string>

namespace burnish {

// A mode's refusals of a disc. what: "An audio CD", "A raw image".
struct BlankCdNeed {
    const char *what;
    Status notSupported;
    Status notBlank;
};
[[nodiscard]] Result<void> checkBlankCd(const Medium &medium, const BlankCdNeed &need);

// Takes the drive, waits for it and tells the report what lies in it.
[[nodiscard]] Result<std::unique_ptr<DriveSession>> takeDrive(const PreparedSettings &settings, Medium &medium,
                                                              Report &report);

// Report and medium get the speed that was granted; an adjusted one is noted where note is set.
[[nodiscard]] Result<Status> applySpeed(const PreparedSettings &settings, bool note, Medium &medium, Report &report);

}  // namespace burnish
