// SPDX-License-Identifier: LGPL-2.1-or-later
// Streams without a source, and streams made of streams.
#include "check.hpp"
#include "stream/callback_stream.hpp"
#include "stream/concatenation_stream.hpp"
#include "stream/generated_stream.hpp"
#include "stream/interleave_stream.hpp"
#include "stream/memory_stream.hpp"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using burnish::CallbackStream;
using burnish::ConcatenationStream;
using burnish::Error;
using burnish::InterleaveStream;
using burnish::MemoryStream;
using burnish::PseudoRandomStream;
using burnish::Result;
using burnish::Stream;
using burnish::StreamCallbacks;
using burnish::ZeroStream;
namespace status = burnish::status;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes numbered(std::size_t size, std::uint8_t first) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::uint8_t>(first + i);
    }
    return bytes;
}

Bytes rest(Stream &stream, std::size_t piece) {
    Bytes all;
    Bytes buffer(piece);
    while (true) {
        const Result<std::size_t> got = stream.read(buffer);
        EXPECT_OK(got);
        if (*got == 0) {
            return all;
        }
        all.insert(all.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(*got));
    }
}

// Whole, in pieces of several sizes, and from every offset on.
void expectBytes(Stream &stream, const Bytes &expected) {
    EXPECT_EQ(stream.length(), expected.size());
    for (const std::size_t piece : {1, 2, 3, 7, 1000}) {
        EXPECT_OK(stream.seek(0));
        EXPECT(rest(stream, piece) == expected);
    }
    for (std::size_t offset = 0; offset <= expected.size(); ++offset) {
        EXPECT_OK(stream.seek(offset));
        EXPECT(rest(stream, 5) == Bytes(expected.begin() + static_cast<std::ptrdiff_t>(offset), expected.end()));
    }
    EXPECT_STATUS(stream.seek(expected.size() + 1), status::E_INVALIDARG);
}

std::unique_ptr<Stream> join(const std::vector<Stream *> &parts) {
    Result<std::unique_ptr<Stream>> made = ConcatenationStream::create(parts);
    EXPECT_OK(made);
    return std::move(*made);
}

// A part whose read waits until it is interrupted.
class Waiting {
public:
    explicit Waiting(std::uint64_t length) : stream_(callbacks(), length) {}
    Stream &stream() { return stream_; }
    void awaitReader() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return reading_; });
    }
    [[nodiscard]] int interrupts() const { return interrupts_; }

private:
    StreamCallbacks callbacks() {
        StreamCallbacks made;
        made.read = [this](std::span<std::uint8_t>) -> Result<std::size_t> {
            std::unique_lock lock(mutex_);
            reading_ = true;
            changed_.notify_all();
            changed_.wait(lock, [this] { return interrupts_ > 0; });
            return Error(status::E_REQUEST_CANCELLED, "Interrupted.");
        };
        made.interrupt = [this] {
            const std::lock_guard lock(mutex_);
            ++interrupts_;
            changed_.notify_all();
        };
        return made;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool reading_ = false;
    int interrupts_ = 0;
    CallbackStream stream_;
};

}  // namespace

TEST(zeros_of_any_length) {
    ZeroStream stream(100);
    expectBytes(stream, Bytes(100));
    ZeroStream empty(0);
    expectBytes(empty, {});
    ZeroStream endless(UINT64_MAX);
    EXPECT_OK(endless.seek(UINT64_MAX - 3));
    EXPECT(rest(endless, 10) == Bytes(3));
}

// The values stand here so that no later version changes them.
TEST(pseudo_random_bytes_are_the_same_for_ever) {
    PseudoRandomStream stream(100, 7);
    const Bytes all = rest(stream, 100);
    const Bytes expected = {0x45, 0xce, 0xab, 0x7e, 0x97, 0xc2, 0xb4, 0xb8, 0xfe, 0xc8,
                            0x8e, 0x33, 0xfd, 0x05, 0x53, 0xa6, 0x9b, 0x12, 0x63, 0xca};
    EXPECT(std::equal(expected.begin(), expected.end(), all.begin()));
    expectBytes(stream, all);
    PseudoRandomStream other(100, 8);
    EXPECT(rest(other, 100) != all);
    PseudoRandomStream large(1'000'000, 0);
    const Bytes many = rest(large, 4096);
    int counts[256] = {};
    for (const std::uint8_t byte : many) {
        ++counts[byte];
    }
    EXPECT(*std::min_element(counts, counts + 256) > 3500 && *std::max_element(counts, counts + 256) < 4300);
}

TEST(streams_one_behind_the_other) {
    const Bytes one = numbered(13, 0);
    const Bytes two = numbered(1, 50);
    const Bytes three = numbered(20, 100);
    MemoryStream a(one), b(two), c(three);
    ZeroStream empty(0);
    Bytes expected = one;
    expected.insert(expected.end(), two.begin(), two.end());
    expected.insert(expected.end(), three.begin(), three.end());
    const auto stream = join({&empty, &a, &empty, &b, &c, &empty});
    expectBytes(*stream, expected);
    const auto nothing = join({&empty});
    expectBytes(*nothing, {});
}

TEST(streams_that_take_turns) {
    const Bytes one = numbered(10, 0);
    const Bytes two = numbered(3, 50);
    const Bytes three = numbered(25, 100);
    MemoryStream a(one), b(two), c(three);
    ZeroStream empty(0);
    const Bytes *parts[] = {&one, &two, &three};
    const std::size_t sizes[] = {4, 1, 6};
    Bytes expected;
    std::size_t taken[3] = {};
    while (expected.size() < 38) {
        for (int i = 0; i < 3; ++i) {
            for (std::size_t n = 0; n < sizes[i] && taken[i] < parts[i]->size(); ++n) {
                expected.push_back((*parts[i])[taken[i]++]);
            }
        }
    }
    Result<std::unique_ptr<Stream>> stream = InterleaveStream::create({&a, &empty, &b, &c}, {4, 9, 1, 6});
    EXPECT_OK(stream);
    expectBytes(**stream, expected);
}

TEST(parts_that_make_no_stream_are_refused) {
    ZeroStream half(std::uint64_t{1} << 63), more(std::uint64_t{1} << 63);
    EXPECT_STATUS(ConcatenationStream::create({}), status::E_INVALIDARG);
    EXPECT_STATUS(ConcatenationStream::create({&half, &more}), status::E_INVALIDARG);
    EXPECT_STATUS(InterleaveStream::create({&half}, {}), status::E_INVALIDARG);
    EXPECT_STATUS(InterleaveStream::create({&half}, {0}), status::E_INVALIDARG);
    EXPECT_STATUS(InterleaveStream::create({}, {}), status::E_INVALIDARG);
}

TEST(a_part_that_ends_early_is_no_end) {
    StreamCallbacks callbacks;
    callbacks.read = [](std::span<std::uint8_t>) -> Result<std::size_t> { return std::size_t{0}; };
    CallbackStream shorter(callbacks, 10);
    ZeroStream a(5), c(5);
    const auto stream = join({&a, &shorter, &c});
    Bytes buffer(20);
    EXPECT_EQ(*stream->read(buffer), 5u);
    EXPECT_STATUS(stream->read(buffer), status::E_STREAM_TOO_SHORT);
}

TEST(parts_that_can_be_read_once) {
    StreamCallbacks callbacks;
    callbacks.read = [](std::span<std::uint8_t> target) -> Result<std::size_t> {
        std::fill(target.begin(), target.end(), std::uint8_t{9});
        return target.size();
    };
    CallbackStream once(callbacks, 10), other(callbacks, 3);
    const auto stream = join({&once, &other});
    EXPECT_OK(stream->seek(0));
    EXPECT(rest(*stream, 4) == Bytes(13, 9));
    EXPECT_STATUS(stream->seek(0), status::E_STREAM_READ_FAILURE);
}

TEST(an_interrupt_reaches_the_part_that_is_read) {
    ZeroStream zeros(10);
    Waiting first(10), second(10);
    const auto stream = join({&zeros, &first.stream(), &second.stream()});
    Bytes buffer(10);
    EXPECT_EQ(*stream->read(buffer), 10u);
    Result<std::size_t> waited = std::size_t{0};
    std::thread reader([&] { waited = stream->read(buffer); });
    first.awaitReader();
    stream->interrupt();
    reader.join();
    EXPECT_STATUS(waited, status::E_REQUEST_CANCELLED);
    EXPECT_EQ(first.interrupts(), 1);
    EXPECT_EQ(second.interrupts(), 0);
}

TEST(an_interrupt_between_two_parts_is_not_lost) {
    ZeroStream zeros(10);
    Waiting later(10);
    const auto stream = join({&zeros, &later.stream()});
    Bytes buffer(10);
    EXPECT_EQ(*stream->read(buffer), 10u);
    stream->interrupt();  // the part that was read needs none, the next one must not be begun
    EXPECT_STATUS(stream->read(buffer), status::E_REQUEST_CANCELLED);
    EXPECT_OK(stream->seek(0));
    EXPECT_EQ(*stream->read(buffer), 10u);
}
