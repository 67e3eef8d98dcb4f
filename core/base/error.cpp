// SPDX-License-Identifier: LGPL-2.1-or-later
// Error: building one, by hand or from the status table.
#include "base/error.hpp"

#include <cstdio>

namespace burnish {

Error::Error(Status code, std::string text, std::string technical)
    : status(code), message(std::move(text)), detail(std::move(technical)) {}

Error errorFromTable(Status status) {
    const StatusEntry *entry = findStatus(status);
    if (entry == nullptr) {
        char number[16];
        std::snprintf(number, sizeof number, "0x%08X", static_cast<unsigned>(status));
        return {status, std::string("The operation failed with status ") + number + "."};
    }
    std::string message(entry->meaning);
    if (!entry->hint.empty()) {
        message += ' ';
        message += entry->hint;
    }
    return {status, std::move(message)};
}

}  // namespace burnish
