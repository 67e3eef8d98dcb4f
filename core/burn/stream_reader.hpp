// SPDX-License-Identifier: LGPL-2.1-or-later
// StreamReader: the thread that fills the fifo: the stream's bytes, digested on their way, then zeros.
#pragma once

#include "burn/content_digest.hpp"
#include "burn/fifo.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <optional>
#include <thread>

namespace burnish {

class StreamReader {
public:
    // Starts at once. zeroBytes follow the stream's own bytes. All arguments must outlive the reader.
    StreamReader(Stream &stream, std::uint64_t zeroBytes, ContentDigest &digest, Fifo &fifo);
    // Stops the fifo, interrupts the stream and waits for the thread.
    ~StreamReader();
    StreamReader(const StreamReader &) = delete;
    StreamReader &operator=(const StreamReader &) = delete;

private:
    void run();
    [[nodiscard]] std::optional<Error> readStream();
    [[nodiscard]] Result<std::size_t> readSome(std::span<std::uint8_t> target);
    void appendZeros();

    Stream &stream_;
    const std::uint64_t length_;
    const std::uint64_t zeroBytes_;
    ContentDigest &digest_;
    Fifo &fifo_;
    std::thread thread_;
};

}  // namespace burnish
