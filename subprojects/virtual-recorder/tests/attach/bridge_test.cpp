// SPDX-License-Identifier: LGPL-2.1-or-later
// The bridge's thread between a kernel's side in memory and a drive that the test answers for.
#include "../../tcmu/bridge.hpp"
#include "../check.hpp"
#include "mailbox.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <future>

using namespace test;
using namespace virtual_recorder;
using namespace virtual_recorder::attach;
using namespace std::chrono_literals;

namespace {

// A bridge, and what the kernel does: it pokes with four bytes, and is poked.
class Served {
public:
    // prepare: what is in the mailbox before the bridge comes.
    explicit Served(CarryOut carryOut, const std::function<void(FakeMailbox &)> &prepare = {}) {
        if (prepare) {
            prepare(box);
        }
        std::array<int, 2> ends{};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), 0);
        kernelEnd_ = ends[0];
        std::string message;
        bridge_ = Bridge::start(std::make_unique<SharedMemory>(ends[1], box.give()), std::move(carryOut), message);
        EXPECT(bridge_ != nullptr);
    }
    ~Served() {
        bridge_.reset();
        ::close(kernelEnd_);
    }

    void poke() {
        const std::uint32_t one = 1;
        EXPECT_EQ(::send(kernelEnd_, &one, sizeof one, MSG_NOSIGNAL), 4);
    }
    // Waits for one completion.
    kernel_completion completion() {
        while (true) {
            if (const auto done = box.take()) {
                return *done;
            }
            std::uint32_t count = 0;
            EXPECT_EQ(::recv(kernelEnd_, &count, sizeof count, 0), 4);
        }
    }
    [[nodiscard]] Bridge &bridge() { return *bridge_; }
    [[nodiscard]] bool gone() {
        pollfd event{bridge_->goneDescriptor(), POLLIN, 0};
        return ::poll(&event, 1, 0) == 1;
    }
    void end() { bridge_.reset(); }

    FakeMailbox box;

private:
    int kernelEnd_ = -1;
    std::unique_ptr<Bridge> bridge_;
};

constexpr const char *TestUnitReady = "00 00 00 00 00 00";

Answer withHost(Host host) {
    Answer answer;
    answer.host = host;
    return answer;
}

bool saysNobody(const kernel_completion &done) {
    return done.status == 2 && (done.sense[2] & 0x0F) == 4 && done.sense[12] == 0x3E && done.sense[13] == 0x01;
}

}  // namespace

TEST(commandsAreCarriedOutAndAnswered) {
    Bytes written;
    Served served([&](auto cdb, auto direction, auto data) {
        if (direction == Direction::ToDevice) {
            written.assign(data.begin(), data.end());
            return goodAnswer(data.size());
        }
        if (direction == Direction::FromDevice) {
            std::fill_n(data.begin(), 20, cdb[0]);
            return goodAnswer(20);
        }
        return senseAnswer(2, 0x3A, 1);
    });
    const Bytes sent = pattern(3);
    served.box.put(1, TestUnitReady);
    served.box.put(2, "2A 00 00 00 00 00 00 00 03 00", sent);
    served.box.put(3, "12 00 00 00 24 00", Bytes(36, 0xEE));
    served.poke();
    const auto first = served.completion();
    EXPECT_EQ(first.status, 2);
    EXPECT_EQ(first.sense[12], 0x3A);
    EXPECT_EQ(served.completion().id, 2);
    EXPECT(written == sent);
    EXPECT_EQ(served.completion().read_length, 20U);
    EXPECT(served.box.dataOf(3) == Bytes(20, 0x12) + Bytes(16, 0));
    served.box.put(4, TestUnitReady);  // it waits for more
    served.poke();
    EXPECT_EQ(served.completion().id, 4);
    EXPECT(!served.gone());
}

TEST(aDriveThatTakesItsTimeIsWaitedFor) {
    constexpr auto Time = 60ms;
    Served served([&](auto, auto, auto) {
        Answer answer = goodAnswer();
        answer.takes = Time;
        return answer;
    });
    const auto start = std::chrono::steady_clock::now();
    served.box.put(1, TestUnitReady);
    served.poke();
    EXPECT_EQ(served.completion().status, 0);
    EXPECT(std::chrono::steady_clock::now() - start >= Time);
}

TEST(aCommandThatIsNeverAnsweredEndsWhenTheKernelGivesItUp) {
    Served served([](auto cdb, auto, auto) { return cdb[0] == 0 ? withHost(Host::TimedOut) : goodAnswer(); });
    served.box.put(1, TestUnitReady);
    served.box.put(2, "1B 00 00 00 01 00");
    served.poke();
    const std::uint16_t id = 1;
    kernel_put_notice(&served.box.kernel(), &id, 1);
    served.poke();
    const auto aborted = served.completion();
    EXPECT_EQ(aborted.id, 1);
    EXPECT_EQ(aborted.status, 0x40);
    EXPECT_EQ(served.completion().status, 0);
}

TEST(aLateCommandEndsEarlyWhenTheKernelGivesItUp) {
    Served served([](auto, auto, auto) {
        Answer answer = goodAnswer();
        answer.takes = 24h;
        return answer;
    });
    served.box.put(1, TestUnitReady);
    served.poke();
    const std::uint16_t id = 1;
    kernel_put_notice(&served.box.kernel(), &id, 1);
    served.poke();
    EXPECT_EQ(served.completion().status, 0x40);
}

TEST(nothingIsWaitedForAtTheEnd) {
    std::promise<void> asked;
    int carriedOut = 0;
    Served served([&](auto, auto, auto) {
        if (++carriedOut == 1) {
            asked.set_value();
        }
        return withHost(Host::TimedOut);
    });
    served.box.put(1, TestUnitReady);
    served.box.put(2, TestUnitReady);
    served.poke();
    asked.get_future().wait();
    served.bridge().refuseAll();
    EXPECT(saysNobody(served.completion()));
    EXPECT(saysNobody(served.completion()));
    served.box.put(3, TestUnitReady);
    served.poke();
    EXPECT(saysNobody(served.completion()));
    EXPECT_EQ(carriedOut, 1);
    EXPECT(!served.gone());
}

TEST(aBridgeEndsInTheMidstOfACommand) {
    std::promise<void> asked;
    Served served([&](auto, auto, auto) {
        asked.set_value();
        return withHost(Host::TimedOut);
    });
    served.box.put(1, TestUnitReady);
    served.poke();
    asked.get_future().wait();
    served.end();  // does not hang
}

TEST(aDriveThatIsGoneIsReportedAndRefusesEverything) {
    int carriedOut = 0;
    Served served([&](auto, auto, auto) {
        ++carriedOut;
        return withHost(Host::Gone);
    });
    served.box.put(1, TestUnitReady);
    served.box.put(2, TestUnitReady);
    served.poke();
    EXPECT(saysNobody(served.completion()));
    EXPECT(saysNobody(served.completion()));
    EXPECT_EQ(carriedOut, 1);
    EXPECT(served.gone());
}

TEST(aBrokenRingIsReported) {
    Served served([](auto, auto, auto) { return goodAnswer(); },
                  [](FakeMailbox &box) {
                      box.put(1, TestUnitReady);
                      kernel_break_entry(&box.kernel(), 0, 0, 0, 0, 0);
                  });
    pollfd event{served.bridge().goneDescriptor(), POLLIN, 0};
    EXPECT_EQ(::poll(&event, 1, 60000), 1);
}
