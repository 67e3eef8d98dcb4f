// SPDX-License-Identifier: LGPL-2.1-or-later
// The ring against a kernel's side that is written in C after the kernel's own header.
#include "../../tcmu/ring.hpp"
#include "../check.hpp"
#include "mailbox.hpp"

using namespace test;
using namespace virtual_recorder;
using namespace virtual_recorder::attach;

namespace {

constexpr const char *Inquiry = "12 00 00 00 24 00";
constexpr std::uint8_t ReadLenFlag = 0x02, UnknownOpFlag = 0x01;  // TCMU_UFLAG_…

Ring ringOver(FakeMailbox &box) {
    std::string message;
    auto ring = Ring::over(box.memory(), message);
    EXPECT_EQ(message, "");
    return *ring;
}

Bytes filled(std::size_t size, int value) {
    return Bytes(size, static_cast<std::uint8_t>(value));
}

}  // namespace

TEST(aCommandComesWithItsCdbAndItsLength) {
    FakeMailbox box;
    Ring ring = ringOver(box);
    EXPECT(!ring.next());
    box.put(7, "BE 04 00 00 00 10 00 00 01 10 00 00", filled(2352, 0));
    const auto command = ring.next();
    EXPECT(command.has_value());
    EXPECT_EQ(command->id, 7);
    EXPECT(Bytes(command->cdb.begin(), command->cdb.end()) == (Bytes{0xBE, 4, 0, 0, 0, 0x10, 0, 0, 1, 0x10, 0, 0}));
    EXPECT_EQ(command->length, 2352U);
    EXPECT(command->direction == Direction::FromDevice);
    EXPECT_EQ(ring.next()->id, 7);  // until it is finished
    EXPECT(!box.take());
}

TEST(aReplyIsCutIntoItsSegmentsAndItsLengthTold) {
    FakeMailbox box;
    box.kernel().segment_size = 10;
    Ring ring = ringOver(box);
    box.put(1, Inquiry, filled(36, 0xEE));
    EXPECT(ring.next().has_value());
    Bytes data = pattern(1);
    data.resize(25);
    ring.finish(goodAnswer(25), data);
    const auto done = box.take();
    EXPECT(done.has_value());
    EXPECT_EQ(done->id, 1);
    EXPECT_EQ(done->status, 0);
    EXPECT_EQ(done->uflags, ReadLenFlag);
    EXPECT_EQ(done->read_length, 25U);
    EXPECT(box.dataOf(1) == data + filled(11, 0));  // nothing old is left in the room
    EXPECT(!ring.next());
}

TEST(aWholeReplyNeedsNoLength) {
    FakeMailbox box;
    Ring ring = ringOver(box);
    box.put(1, Inquiry, filled(36, 0xEE));
    EXPECT(ring.next().has_value());
    ring.finish(goodAnswer(36), filled(36, 0x11));
    const auto done = box.take();
    EXPECT_EQ(done->uflags, 0);
    EXPECT(box.dataOf(1) == filled(36, 0x11));
}

TEST(anOldKernelIsToldNoLength) {
    FakeMailbox box(0);
    Ring ring = ringOver(box);
    box.put(1, Inquiry, filled(36, 0xEE));
    EXPECT(ring.next().has_value());
    ring.finish(goodAnswer(5), filled(5, 0x11));
    const auto done = box.take();
    EXPECT_EQ(done->uflags, 0);
    EXPECT_EQ(done->read_length, 0U);
    EXPECT(box.dataOf(1) == filled(5, 0x11) + filled(31, 0));
}

TEST(dataForTheDeviceAreTakenInOrder) {
    FakeMailbox box;
    box.kernel().segment_size = 4096;
    Ring ring = ringOver(box);
    const Bytes sent = pattern(5);
    box.put(3, "2A 00 00 00 00 00 00 00 05 00", sent);
    const auto command = ring.next();
    EXPECT(command->direction == Direction::ToDevice);
    Bytes data(command->length);
    ring.take(data);
    EXPECT(data == sent);
    ring.finish(goodAnswer(sent.size()), {});
    EXPECT_EQ(box.take()->uflags, 0);
    EXPECT(box.dataOf(3) == sent);  // and are not touched
}

TEST(senseIsPassedOnAsItIs) {
    FakeMailbox box;
    Ring ring = ringOver(box);
    box.put(4, "00 00 00 00 00 00");
    EXPECT(ring.next()->direction == Direction::None);
    ring.finish(senseAnswer(2, 0x3A, 0x02), {});
    const auto done = box.take();
    EXPECT_EQ(done->status, 2);
    EXPECT(Bytes(done->sense, done->sense + 18) ==
           (Bytes{0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x3A, 2, 0, 0, 0, 0}));
    EXPECT(Bytes(done->sense + 18, done->sense + 96) == filled(78, 0));
}

TEST(commandsComeInTheirOrderAroundTheEndOfTheRing) {
    FakeMailbox box;
    Ring ring = ringOver(box);
    const auto serve = [&](std::uint16_t id) {
        const auto command = ring.next();
        EXPECT(command && command->id == id);
        ring.finish(goodAnswer(), {});
        EXPECT_EQ(box.take()->id, id);
    };
    for (std::uint16_t round = 0; round < 5; ++round) {
        for (std::uint16_t i = 0; i < 7; ++i) {
            box.put(i, Inquiry);
        }
        serve(0);
        kernel_put_padding(&box.kernel());
        for (std::uint16_t i = 1; i < 7; ++i) {
            serve(i);
        }
        box.put(7, Inquiry);  // at the start of the ring
        EXPECT_EQ(ring.next()->id, 7);
        EXPECT_EQ(box.take()->op, 0);
        serve(7);
        EXPECT(!ring.next());
    }
    EXPECT(!ring.broken());
}

TEST(whatIsNoCommandIsPassedOver) {
    FakeMailbox box;
    Ring ring = ringOver(box);
    const std::uint16_t other = 9;
    kernel_put_notice(&box.kernel(), &other, 1);
    kernel_put_unknown(&box.kernel(), 5);
    box.put(6, Inquiry);
    EXPECT_EQ(ring.next()->id, 6);
    EXPECT_EQ(box.take()->uflags, 0);
    const auto unknown = box.take();
    EXPECT_EQ(unknown->id, 5);
    EXPECT_EQ(unknown->uflags, UnknownOpFlag);
}

TEST(aCommandThatIsGivenUpIsNoticed) {
    FakeMailbox box;
    Ring ring = ringOver(box);
    box.put(11, Inquiry, filled(36, 0));
    box.put(12, Inquiry, filled(36, 0));
    EXPECT_EQ(ring.next()->id, 11);
    EXPECT(!ring.givenUp());
    const std::uint16_t others[] = {12, 13};
    kernel_put_notice(&box.kernel(), others, 2);
    EXPECT(!ring.givenUp());
    const std::uint16_t both[] = {13, 11, 12};
    kernel_put_notice(&box.kernel(), both, 3);
    EXPECT(ring.givenUp());
    ring.finish(goodAnswer(), {});
    EXPECT_EQ(ring.next()->id, 12);
    EXPECT(ring.givenUp());
}

TEST(aMailboxThatCannotBeServedIsRefused) {
    const auto refusal = [](std::uint16_t version, std::uint32_t start, std::uint32_t size) {
        FakeMailbox box;
        kernel_break_mailbox(&box.kernel(), version, start, size);
        std::string message;
        EXPECT(!Ring::over(box.memory(), message));
        return message;
    };
    EXPECT(contains(refusal(1, 128, 4096), "version 1"));
    EXPECT(contains(refusal(3, 128, 4096), "version 3"));
    for (const auto &[start, size] : {std::pair{0U, 4096U},
                                      {128U, 0U},
                                      {KERNEL_MEMORY, 8U},
                                      {128U, KERNEL_MEMORY},
                                      {132U, 4096U},
                                      {128U, 4097U},
                                      {0xFFFFFFF8U, 16U}}) {
        EXPECT(contains(refusal(2, start, size), "contradicts itself"));
    }
    std::string message;
    FakeMailbox box;
    EXPECT(!Ring::over(box.memory().first(100), message));
    EXPECT(contains(message, "too little"));
}

// Nothing of this comes from a sound kernel; it must not be followed out of the memory.
TEST(anEntryThatPointsElsewhereIsNotFollowed) {
    struct {
        std::uint32_t length;
        std::uint64_t cdb;
        std::uint32_t segments;
        std::size_t offset, size;
    } const cases[] = {
        {120, KERNEL_MEMORY, 0, 0, 0},
        {120, KERNEL_MEMORY - 3, 0, 0, 0},
        {120, ~0ULL, 0, 0, 0},
        {120, 240, 5, 0, 16},
        {120, 240, 0xFFFFFFFF, 0, 16},
        {120, 240, 1, KERNEL_MEMORY - 8, 16},
        {120, 240, 1, ~std::size_t{0} - 4, 16},
        {120, 240, 1, 16, ~std::size_t{0}},
    };
    for (const auto &each : cases) {
        FakeMailbox box;
        Ring ring = ringOver(box);
        box.memory()[KERNEL_MEMORY - 3] = 0x12;
        box.put(1, Inquiry, filled(36, 0));
        box.put(2, Inquiry);
        kernel_break_entry(&box.kernel(), each.length, each.cdb, each.segments, each.offset, each.size);
        EXPECT_EQ(ring.next()->id, 2);
        EXPECT_EQ(box.take()->uflags, UnknownOpFlag);
        EXPECT(!ring.broken());
    }
}

TEST(anEntryWithoutAnEndBreaksTheRing) {
    for (const std::uint32_t length : {0U, 8U, 104U, 4104U, 0xFFFFFFF8U}) {
        FakeMailbox box;
        Ring ring = ringOver(box);
        box.put(1, Inquiry);
        kernel_break_entry(&box.kernel(), length, 240, 0, 0, 0);
        EXPECT(!ring.next());
        EXPECT(ring.broken());
    }
}
