// SPDX-License-Identifier: LGPL-2.1-or-later
// Error: what a failure carries, for people and for engineers. A plain value.
#pragma once

#include "base/status.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace burnish {

// Sense key, additional sense code and qualifier as a drive sent them (SPC-4, 4.5).
struct SenseCode {
    std::uint8_t key = 0;
    std::uint8_t asc = 0;
    std::uint8_t ascq = 0;
    bool deferred = false;
};

struct Error {
    Status status = status::E_FAIL;
    std::string message;              // a sentence for people: what, why, what to do next
    std::string detail;               // for engineers: command, CDB, sense in words, LBA, device; may be empty
    bool canRetry = false;            // whether trying the same again can help
    std::optional<SenseCode> sense;   // where a drive answered with sense data
    std::vector<std::uint8_t> cdb;    // the command that failed; empty where none did
    std::optional<std::int64_t> lba;  // the block concerned, where one is

    Error() = default;
    Error(Status code, std::string text, std::string technical = {});
};

// The table's meaning and hint, for failures that need no more words.
[[nodiscard]] Error errorFromTable(Status status);

}  // namespace burnish
