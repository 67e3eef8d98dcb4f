// SPDX-License-Identifier: LGPL-2.1-or-later
// StreamReader: never trusts a stream: a short one, a failing one and one that claims too much all end the burn.
#include "burn/stream_reader.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>

namespace burnish {

StreamReader::StreamReader(Stream &stream, Padding padding, ContentDigest &digest, Fifo &fifo)
    : stream_(stream), length_(stream.length()), padding_(padding), digest_(digest), fifo_(fifo), thread_([this] {
          run();
      }) {}

StreamReader::~StreamReader() {
    fifo_.stop();
    stream_.interrupt();
    thread_.join();
}

// Nothing may leave the thread but through the fifo, also where there is no memory left to say why.
void StreamReader::run() {
    std::optional<Error> error;
    try {
        error = readStream();
        if (!error) {
            digest_.finish();
            appendZeros();
        }
    } catch (const std::bad_alloc &) {
        error.emplace();
        error->status = status::E_OUTOFMEMORY;
    } catch (...) {
        error.emplace();
        error->status = status::E_STREAM_READ_FAILURE;
    }
    fifo_.finish(std::move(error));
}

std::optional<Error> StreamReader::readStream() {
    if (auto rewound = stream_.seek(0); !rewound.ok()) {
        return rewound.error();
    }
    std::uint64_t done = 0;
    while (done < length_) {
        auto room = fifo_.waitForRoom();
        if (room.empty()) {
            return errorFromTable(status::E_REQUEST_CANCELLED);
        }
        room = room.first(static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), length_ - done)));
        auto count = readSome(room);
        if (!count.ok()) {
            return std::move(count.error());
        }
        if (*count == 0 && length_ == Stream::UnknownLength) {
            return std::nullopt;
        }
        if (*count == 0) {
            return Error(status::E_STREAM_TOO_SHORT, "The source ended after " + std::to_string(done) + " of " +
                                                         std::to_string(length_) +
                                                         " bytes; it must not change while it is burned.");
        }
        digest_.update(room.first(*count));
        fifo_.publish(*count);
        done += *count;
        streamBytes_ = done;
    }
    return std::nullopt;
}

// A stream is somebody else's code: a count past the buffer must not reach the disc.
Result<std::size_t> StreamReader::readSome(std::span<std::uint8_t> target) {
    auto count = stream_.read(target);
    if (count.ok() && *count > target.size()) {
        return Error(status::E_STREAM_BAD_CALLBACK, "The source claims to have read more bytes than it was asked for.");
    }
    return count;
}

std::uint64_t StreamReader::zerosDue() const {
    const std::uint64_t given = streamBytes_;
    if (given == 0 && padding_.leastBytes > 0) {
        return 0;  // where nothing came, nothing is made up
    }
    const std::uint64_t whole = (given + padding_.sectorBytes - 1) / padding_.sectorBytes * padding_.sectorBytes;
    return std::max(whole, padding_.leastBytes) - given + padding_.zeros;
}

void StreamReader::appendZeros() {
    std::uint64_t left = zerosDue();
    while (left > 0) {
        auto room = fifo_.waitForRoom();
        if (room.empty()) {
            return;
        }
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), left));
        std::memset(room.data(), 0, count);
        fifo_.publish(count);
        left -= count;
    }
}

}  // namespace burnish
