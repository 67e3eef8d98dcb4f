// SPDX-License-Identifier: LGPL-2.1-or-later
// Fifo: a ring counted in bytes. Both sides wait on condition variables; nobody polls.
#include "burn/fifo.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <utility>

namespace burnish {

namespace {

// One read() takes at most this much, so that the writer gets its first chunks early.
constexpr std::size_t LargestRead = 1024 * 1024;

}  // namespace

// Memory comes from mmap: page-aligned, as the kernel wants it to hand it to a device without a copy of its own, and
// untouched pages cost nothing.
Result<std::unique_ptr<Fifo>> Fifo::create(std::size_t bytes, std::size_t chunkBytes) {
    const std::size_t chunks = std::max<std::size_t>(2, (bytes + chunkBytes - 1) / chunkBytes);
    const std::size_t capacity = chunks * chunkBytes;
    void *memory = mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        return Error(status::E_OUTOFMEMORY, "There is no memory for a buffer of " + std::to_string(capacity) +
                                                " bytes; set a smaller fifo size.");
    }
    // Advice only: touching a large fifo page by page takes a third of the time that the rest of a burn does.
    (void)madvise(memory, capacity, MADV_HUGEPAGE);
    return std::unique_ptr<Fifo>(new Fifo(static_cast<std::uint8_t *>(memory), capacity, chunkBytes));
}

Fifo::Fifo(std::uint8_t *memory, std::size_t capacity, std::size_t chunkBytes)
    : memory_(memory), capacity_(capacity), chunkBytes_(chunkBytes) {}

Fifo::~Fifo() {
    munmap(memory_, capacity_);
}

std::span<std::uint8_t> Fifo::waitForRoom() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return stopped_ || filled_ - drained_ < capacity_; });
    if (stopped_) {
        return {};
    }
    const std::size_t offset = filled_ % capacity_;
    const std::size_t room = capacity_ - static_cast<std::size_t>(filled_ - drained_);
    return {memory_ + offset, std::min({room, capacity_ - offset, LargestRead})};
}

void Fifo::publish(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    filled_ += bytes;
    data_.notify_one();
}

void Fifo::finish(std::optional<Error> error) {
    const std::lock_guard lock(mutex_);
    finished_ = true;
    error_ = std::move(error);
    data_.notify_one();
}

bool Fifo::waitForWriter(std::size_t bytes, Time deadline) {
    std::unique_lock lock(mutex_);
    const bool woke =
        data_.wait_until(lock, deadline, [this, bytes] { return woken_ || finished_ || filled_ - drained_ >= bytes; });
    return woke && !std::exchange(woken_, false);
}

bool Fifo::waitForMark(Time deadline) {
    return waitForWriter(capacity_ / 2, deadline);
}

bool Fifo::waitForChunk(Time deadline) {
    return waitForWriter(chunkBytes_, deadline);
}

// Chunks never wrap: the ring holds whole chunks and only the last one may be short.
std::span<std::uint8_t> Fifo::front(std::size_t maximum) {
    const std::lock_guard lock(mutex_);
    const std::size_t offset = drained_ % capacity_;
    const std::size_t available = static_cast<std::size_t>(filled_ - drained_);
    return {memory_ + offset, std::min({available, capacity_ - offset, maximum})};
}

void Fifo::release(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    drained_ += bytes;
    room_.notify_one();
}

std::optional<Error> Fifo::takeError() {
    const std::lock_guard lock(mutex_);
    return std::exchange(error_, std::nullopt);
}

void Fifo::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    room_.notify_one();
}

void Fifo::wake() {
    const std::lock_guard lock(mutex_);
    woken_ = true;
    data_.notify_one();
}

std::size_t Fifo::used() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(filled_ - drained_);
}

std::uint64_t Fifo::totalRead() const {
    const std::lock_guard lock(mutex_);
    return filled_;
}

}  // namespace burnish
