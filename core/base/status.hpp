// SPDX-License-Identifier: LGPL-2.1-or-later
// Status codes: IMAPI2's HRESULT values and burnish's own. The constants are generated from status.tsv.
#pragma once

#include "base/status_codes.hpp"

#include <string_view>

namespace burnish {

// One row of the status table.
struct StatusEntry {
    Status value;
    std::string_view name;     // full name, such as E_IMAPI_RECORDER_MEDIA_NO_MEDIA
    std::string_view meaning;  // a sentence for people
    std::string_view hint;     // what to do next; empty where there is nothing to advise
};

[[nodiscard]] constexpr bool failed(Status status) {
    return status < 0;
}

// nullptr for a value that the table does not hold.
[[nodiscard]] const StatusEntry *findStatus(Status status);

}  // namespace burnish
