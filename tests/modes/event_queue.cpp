// SPDX-License-Identifier: LGPL-2.1-or-later
// EventQueue: order, the descriptor, and what happens when nobody takes the events.
#include "burn/event_queue.hpp"
#include "check.hpp"

#include <poll.h>

#include <thread>

using namespace burnish;

namespace {

std::unique_ptr<EventQueue> newQueue() {
    auto queue = EventQueue::create();
    EXPECT_OK(queue);
    return std::move(*queue);
}

bool readable(const EventQueue &queue) {
    pollfd entry{queue.fd(), POLLIN, 0};
    return poll(&entry, 1, 0) == 1;
}

JobEvent progress(DataAction action, std::int32_t number) {
    JobEvent event;
    event.progress.action = action;
    event.progress.lastWrittenLba = number;
    return event;
}

JobEvent finished(Status status) {
    JobEvent event;
    event.kind = JobEvent::Kind::Finished;
    event.status = status;
    return event;
}

constexpr auto Capacity = static_cast<std::int32_t>(EventQueue::Capacity);

}  // namespace

TEST(eventsComeInOrder) {
    const auto queue = newQueue();
    for (std::int32_t i = 0; i < Capacity; ++i) {
        queue->push(progress(DataAction::WritingData, i));
    }
    for (std::int32_t i = 0; i < Capacity; ++i) {
        EXPECT(readable(*queue));
        const auto event = queue->pop();
        EXPECT_EQ(event->progress.lastWrittenLba, i);
        EXPECT_EQ(event->coalesced, 0U);
    }
    EXPECT(!readable(*queue));
    EXPECT(!queue->pop().has_value());
}

TEST(descriptorFollowsTheQueue) {
    const auto queue = newQueue();
    EXPECT(!readable(*queue));
    for (int round = 0; round < 3; ++round) {
        queue->push(progress(DataAction::WritingData, 1));
        queue->push(progress(DataAction::WritingData, 2));
        EXPECT(readable(*queue));
        EXPECT(queue->pop().has_value());
        EXPECT(readable(*queue));
        EXPECT(queue->pop().has_value());
        EXPECT(!readable(*queue));
    }
}

TEST(fullQueueKeepsEachActionAndTheNewestAndTellsOfTheRest) {
    const auto queue = newQueue();
    queue->push(progress(DataAction::ValidatingMedia, 0));
    queue->push(progress(DataAction::CalibratingPower, 0));
    for (std::int32_t i = 0; i < 1000; ++i) {
        queue->push(progress(DataAction::WritingData, i));
    }
    queue->push(progress(DataAction::Completed, 0));
    queue->push(finished(status::S_OK));
    EXPECT(queue->pop()->progress.action == DataAction::ValidatingMedia);
    EXPECT(queue->pop()->progress.action == DataAction::CalibratingPower);
    std::int32_t last = -1;
    std::uint32_t told = 0;
    int taken = 2;
    for (auto event = queue->pop(); event; event = queue->pop(), ++taken) {
        if (event->kind == JobEvent::Kind::Finished) {
            EXPECT_EQ(last, 999);
            continue;
        }
        told += event->coalesced + 1;
        if (event->progress.action == DataAction::WritingData) {
            EXPECT(event->progress.lastWrittenLba > last);
            last = event->progress.lastWrittenLba;
            EXPECT_EQ(told, static_cast<std::uint32_t>(last) + 1);
        }
    }
    EXPECT_EQ(told, 1001U);  // the writing events and Completed: none is missing in the count
    EXPECT_EQ(taken, Capacity);
}

TEST(fullQueueOfDifferentActionsLosesTheOldest) {
    const auto queue = newQueue();
    for (std::int32_t i = 0; i < Capacity + 1; ++i) {
        queue->push(progress(i % 2 == 0 ? DataAction::WritingData : DataAction::Verifying, i));
    }
    const auto event = queue->pop();
    EXPECT_EQ(event->progress.lastWrittenLba, 1);
    EXPECT_EQ(event->coalesced, 1U);
}

TEST(senderAndTakerOnTwoThreads) {
    const auto queue = newQueue();
    constexpr std::int32_t Sent = 20000;
    std::thread sender([&] {
        for (std::int32_t i = 0; i < Sent; ++i) {
            queue->push(progress(DataAction::WritingData, i));
        }
        queue->push(finished(status::E_FAIL));
    });
    std::uint32_t told = 0;
    for (bool over = false; !over;) {
        pollfd entry{queue->fd(), POLLIN, 0};
        EXPECT_EQ(poll(&entry, 1, 60000), 1);
        const auto event = queue->pop();
        EXPECT(event.has_value());
        over = event->kind == JobEvent::Kind::Finished;
        told += over ? 0 : event->coalesced + 1;
    }
    sender.join();
    EXPECT_EQ(told, static_cast<std::uint32_t>(Sent));
    EXPECT(!readable(*queue));
}
