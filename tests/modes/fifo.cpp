// SPDX-License-Identifier: LGPL-2.1-or-later
// The fifo: everything comes out once, in order, in whole chunks; nobody waits for ever.
#include "burn/fifo.hpp"

#include "check.hpp"
#include "disc.hpp"

#include <thread>

using namespace burnish;
using namespace test;

namespace {

constexpr std::size_t Chunk = 32768;

Fifo::Time soon() {
    return std::chrono::steady_clock::now() + std::chrono::seconds(20);
}

}  // namespace

TEST(everythingComesOutOnceAndInOrder) {
    auto fifo = Fifo::create(4 * Chunk, Chunk);
    EXPECT_OK(fifo);
    constexpr std::uint64_t total = 200 * Chunk + 2048;
    std::thread reader([&] {
        for (std::uint64_t done = 0; done < total;) {
            auto room = (*fifo)->waitForRoom();
            // Odd pieces, as a pipe gives them.
            room = room.first(static_cast<std::size_t>(std::min<std::uint64_t>({room.size(), total - done, 10007})));
            PatternStream::fill(done, room);
            (*fifo)->publish(room.size());
            done += room.size();
        }
        (*fifo)->finish({});
    });
    std::uint64_t done = 0;
    std::vector<std::uint8_t> expected(Chunk);
    while (done < total) {
        EXPECT((*fifo)->waitForChunk(soon()));
        const auto chunk = (*fifo)->front(Chunk);
        EXPECT_EQ(chunk.size(), std::min<std::uint64_t>(Chunk, total - done));
        PatternStream::fill(done, {expected.data(), chunk.size()});
        EXPECT(std::equal(chunk.begin(), chunk.end(), expected.begin()));
        (*fifo)->release(chunk.size());
        done += chunk.size();
    }
    reader.join();
    EXPECT_EQ((*fifo)->totalRead(), total);
    EXPECT_EQ((*fifo)->used(), std::size_t{0});
}

TEST(stopFreesTheReader) {
    auto fifo = Fifo::create(2 * Chunk, Chunk);
    EXPECT_OK(fifo);
    std::thread reader([&] {
        for (auto room = (*fifo)->waitForRoom(); !room.empty(); room = (*fifo)->waitForRoom()) {
            (*fifo)->publish(room.size());
        }
    });
    EXPECT((*fifo)->waitForMark(soon()));
    (*fifo)->stop();
    reader.join();
}

TEST(waitEndsAtItsDeadlineAndWhenWoken) {
    auto fifo = Fifo::create(2 * Chunk, Chunk);
    EXPECT_OK(fifo);
    EXPECT(!(*fifo)->waitForChunk(std::chrono::steady_clock::now()));
    (*fifo)->wake();
    EXPECT(!(*fifo)->waitForChunk(soon()));
    (*fifo)->finish(Error(status::E_STREAM_READ_FAILURE, "broken"));
    EXPECT((*fifo)->waitForMark(soon()));
    EXPECT_EQ((*fifo)->takeError()->status, status::E_STREAM_READ_FAILURE);
    EXPECT(!(*fifo)->takeError().has_value());
}
