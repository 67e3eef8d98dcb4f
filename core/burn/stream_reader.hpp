// SPDX-License-Identifier: LGPL-2.1-or-later
// StreamReader: the thread that fills the fifo: the stream's bytes, digested on their way, then zeros.
#pragma once

#include "burn/content_digest.hpp"
#include "burn/fifo.hpp"
#include "stream/stream.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <thread>

namespace burnish {

// The zeros that follow a stream's bytes.
struct Padding {
    std::uint64_t zeros = 0;
    // For a stream whose length nobody knew: first up to whole sectors, and up to this many bytes in all.
    std::uint64_t sectorBytes = 1;
    std::uint64_t leastBytes = 0;
};

class StreamReader {
public:
    // Starts at once. All arguments must outlive the reader.
    StreamReader(Stream &stream, Padding padding, ContentDigest &digest, Fifo &fifo);
    // Stops the fifo, interrupts the stream and waits for the thread.
    ~StreamReader();
    StreamReader(const StreamReader &) = delete;
    StreamReader &operator=(const StreamReader &) = delete;

    // Bytes that the stream itself gave so far.
    [[nodiscard]] std::uint64_t streamBytes() const { return streamBytes_; }

private:
    void run();
    [[nodiscard]] std::optional<Error> readStream();
    [[nodiscard]] Result<std::size_t> readSome(std::span<std::uint8_t> target);
    void appendZeros();
    [[nodiscard]] std::uint64_t zerosDue() const;

    Stream &stream_;
    const std::uint64_t length_;
    const Padding padding_;
    ContentDigest &digest_;
    Fifo &fifo_;
    std::atomic<std::uint64_t> streamBytes_ = 0;
    std::thread thread_;
};

}  // namespace burnish
