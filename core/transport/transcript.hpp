// SPDX-License-Identifier: LGPL-2.1-or-later
// A transcript: a session with a drive as a text file, one JSON object a line. docs/transcripts.md describes it.
#pragma once

#include "base/result.hpp"
#include "mmc/command.hpp"
#include "transport/device_facts.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace burnish {

// The first line.
struct TranscriptHeader {
    std::string device;
    std::size_t maximumTransfer = 0;
    Adapter adapter;
    bool redacted = false;
};

// Bytes of a data phase: all of them, or where they are many, their SHA-256.
struct Contents {
    std::optional<std::vector<std::uint8_t>> bytes;
    std::optional<std::uint8_t> fill;  // each byte is this one
    std::string sha256;

    [[nodiscard]] bool none() const { return !bytes && !fill && sha256.empty(); }
};

// One command and what came of it.
struct Exchange {
    double seconds = 0;  // since the recording began
    std::string name;    // of the command, for people
    std::string words;   // the sense data in words, for people
    std::vector<std::uint8_t> cdb;
    mmc::Direction direction = mmc::Direction::None;
    std::size_t length = 0;  // of the data phase, as it was offered
    std::uint8_t status = 0;
    std::size_t transferred = 0;
    std::vector<std::uint8_t> sense;
    Contents data;                // what was sent, or what arrived
    std::optional<Error> failed;  // there was no answer: status, message, detail and canRetry
};

// Exclusive access taken or given back.
struct AccessChange {
    double seconds = 0;
    bool exclusive = false;
    bool force = false;
    std::optional<Error> failed;
};

using TranscriptEntry = std::variant<Exchange, AccessChange>;

struct Transcript {
    TranscriptHeader header;
    std::vector<TranscriptEntry> entries;
    bool complete = false;  // it has its last line: nothing was cut off
};

// What is kept of some bytes. whole: keep all where they are few.
[[nodiscard]] Contents contentsOf(std::span<const std::uint8_t> bytes, bool whole);
[[nodiscard]] std::string sha256Of(std::span<const std::uint8_t> bytes);

// Lines without the line's end.
[[nodiscard]] std::string toLine(const TranscriptHeader &header);
[[nodiscard]] std::string toLine(const TranscriptEntry &entry);
[[nodiscard]] std::string lastLine(std::size_t entries);

// E_NOT_A_TRANSCRIPT names the line; E_FAIL: the file cannot be read.
[[nodiscard]] Result<Transcript> readTranscript(const std::string &path);

}  // namespace burnish
