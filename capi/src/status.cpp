// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/status.h
#include "base/status.hpp"

#include "convert.hpp"
#include "firewall.hpp"

#include "burnish/status.h"

#include <iterator>

namespace {

constexpr burnish::StatusEntry table[] = {
#include "base/status_table.inc"
};

}  // namespace

extern "C" {

// The table's texts are literals, so each view ends at a zero.
const char *burnish_status_name(int32_t status) {
    const burnish::StatusEntry *entry = burnish::findStatus(status);
    return entry != nullptr ? entry->name.data() : "UNKNOWN_STATUS";
}

const char *burnish_status_meaning(int32_t status) {
    const burnish::StatusEntry *entry = burnish::findStatus(status);
    return entry != nullptr ? entry->meaning.data() : "";
}

const char *burnish_status_hint(int32_t status) {
    const burnish::StatusEntry *entry = burnish::findStatus(status);
    return entry != nullptr ? entry->hint.data() : "";
}

int32_t burnish_status_at(size_t index, int32_t *status) {
    if (status == nullptr) {
        return BURNISH_E_POINTER;
    }
    if (index >= std::size(table)) {
        return BURNISH_E_INVALIDARG;
    }
    *status = table[index].value;
    return BURNISH_S_OK;
}

}  // extern "C"
