// SPDX-License-Identifier: LGPL-2.1-or-later
// The status table, generated from status.tsv.
#include "base/status.hpp"

#include <algorithm>
#include <iterator>

namespace burnish {

namespace {

constexpr StatusEntry Table[] = {
#include "base/status_table.inc"
};

}  // namespace

const StatusEntry *findStatus(Status status) {
    const auto *found =
        std::find_if(std::begin(Table), std::end(Table), [status](const auto &entry) { return entry.value == status; });
    return found == std::end(Table) ? nullptr : found;
}

}  // namespace burnish
