// SPDX-License-Identifier: LGPL-2.1-or-later
// Fifo: the one hand-off between the thread that reads the stream and the thread that writes to the drive.
// A ring of page-aligned memory, allocated before the burn; data is filled in once and sent from where it lies.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

namespace burnish {

class Fifo {
public:
    using Time = std::chrono::steady_clock::time_point;

    // chunkBytes: what the drive takes at once. bytes is rounded up to whole chunks, two at least.
    [[nodiscard]] static Result<std::unique_ptr<Fifo>> create(std::size_t bytes, std::size_t chunkBytes);
    ~Fifo();
    Fifo(const Fifo &) = delete;
    Fifo &operator=(const Fifo &) = delete;

    // Reader's side. An empty span: the writer has stopped.
    [[nodiscard]] std::span<std::uint8_t> waitForRoom();
    void publish(std::size_t bytes);
    void finish(std::optional<Error> error);  // no more data: the end, or a failure

    // Writer's side. Both return false when the deadline passed or wake() was called.
    [[nodiscard]] bool waitForMark(Time deadline);                     // filled to half, or finished
    [[nodiscard]] bool waitForChunk(Time deadline);                    // a whole chunk is there, or finished
    [[nodiscard]] std::span<std::uint8_t> front(std::size_t maximum);  // what lies there in one piece
    void release(std::size_t bytes);
    [[nodiscard]] std::optional<Error> takeError();  // the reader's failure, once
    void stop();                                     // frees a waiting reader for good
    void wake();                                     // makes one wait of the writer come back

    [[nodiscard]] std::size_t capacity() const { return capacity_; }
    [[nodiscard]] std::size_t used() const;
    [[nodiscard]] std::uint64_t totalRead() const;

private:
    Fifo(std::uint8_t *memory, std::size_t capacity, std::size_t chunkBytes);
    bool waitForWriter(std::size_t bytes, Time deadline);

    std::uint8_t *const memory_;
    const std::size_t capacity_;
    const std::size_t chunkBytes_;

    mutable std::mutex mutex_;  // guards all below
    std::condition_variable room_;
    std::condition_variable data_;
    std::uint64_t filled_ = 0;   // bytes ever published
    std::uint64_t drained_ = 0;  // bytes ever released
    bool finished_ = false;
    bool stopped_ = false;
    bool woken_ = false;
    std::optional<Error> error_;
};

}  // namespace burnish
