// SPDX-License-Identifier: LGPL-2.1-or-later
// Drive: sends commands through a transport, turns what the drive says into Results, and waits for it.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "mmc/replies.hpp"
#include "mmc/sense.hpp"
#include "transport/transport.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace burnish {

class Drive {
public:
    explicit Drive(std::unique_ptr<Transport> transport, Clock &clock = systemClock());

    // Sends once. CHECK CONDITION becomes an Error with status, sense, CDB, LBA and words. Returns the bytes moved.
    // From any thread; commands wait for each other.
    [[nodiscard]] Result<std::size_t> run(const mmc::Command &command, std::span<std::uint8_t> data = {});
    // As run(), but resends while the drive reports a unit attention (6/28, 6/29, 6/2A); for inspection only.
    [[nodiscard]] Result<std::size_t> ask(const mmc::Command &command, std::span<std::uint8_t> data = {});

    // Sends once and judges nothing: what the drive answered. Fails only where there is no answer.
    [[nodiscard]] Result<Completion> pass(const mmc::Command &command, std::span<std::uint8_t> data);

    // Inspection. Each asks with exact lengths and checks the reply (INVALID_RESPONSE_FROM_DEVICE).
    [[nodiscard]] Result<mmc::Inquiry> inquiry();
    [[nodiscard]] Result<mmc::Features> features();
    [[nodiscard]] Result<mmc::DiscInformation> discInformation();
    [[nodiscard]] Result<mmc::TrackInformation> trackInformation(mmc::TrackAddress type, std::uint32_t number);
    [[nodiscard]] Result<mmc::Toc> toc();          // READ TOC format 0
    [[nodiscard]] Result<mmc::FullToc> fullToc();  // READ TOC format 2
    [[nodiscard]] Result<mmc::Atip> atip();
    // READ TOC format 5: the packs of CD-TEXT, 18 bytes each.
    [[nodiscard]] Result<std::vector<std::uint8_t>> cdText();
    [[nodiscard]] Result<std::vector<std::uint8_t>> modePage(std::uint8_t page, mmc::ModePageControl control);
    [[nodiscard]] Result<std::vector<std::uint8_t>> supportedModePages(
        mmc::ModePageControl control = mmc::ModePageControl::Current);
    [[nodiscard]] Result<void> setModePage(std::span<const std::uint8_t> page);
    [[nodiscard]] Result<mmc::Capabilities> capabilities();  // mode page 2A
    [[nodiscard]] Result<mmc::BufferCapacity> bufferCapacity();
    [[nodiscard]] Result<mmc::Capacity> readCapacity();
    [[nodiscard]] Result<mmc::WriteProtection> writeProtection();
    [[nodiscard]] Result<std::vector<mmc::WriteSpeed>> writeSpeeds();  // GET PERFORMANCE type 3, else page 2A
    // Empty where the disc has none, or the drive does not find it.
    [[nodiscard]] Result<std::string> mediaCatalogNumber();
    [[nodiscard]] Result<std::string> isrc(std::uint8_t track);
    [[nodiscard]] Result<void> testUnitReady();

    // Waits until TEST UNIT READY and READ DISC INFORMATION are both GOOD. Becoming ready, long operations and unit
    // attentions are waited out; anything else is the Error. whileWaiting runs between polls, with the drive's own
    // progress from 0 to 1 where it tells one, else a negative number.
    using Waiting = std::function<void(double progress)>;
    [[nodiscard]] Result<void> waitUntilReady(Clock::Duration limit, const Waiting &whileWaiting = {});

    // Transport::setAccess(), but never while a command runs.
    [[nodiscard]] Result<void> setAccess(Access access, bool force, const std::string &clientName);

    [[nodiscard]] Transport &transport() { return *transport_; }
    [[nodiscard]] Clock &clock() { return clock_; }

private:
    [[nodiscard]] Result<std::size_t> send(const mmc::Command &command, std::span<std::uint8_t> data,
                                           std::optional<mmc::Sense> *sense);
    [[nodiscard]] Result<std::vector<std::uint8_t>> fetch(const mmc::Command &command);
    [[nodiscard]] Result<std::vector<std::uint8_t>> tableOfContents(std::uint8_t format);
    [[nodiscard]] Result<std::vector<std::uint8_t>> modeReply(std::uint8_t page, mmc::ModePageControl control);
    [[nodiscard]] Result<std::vector<mmc::WriteSpeed>> performanceSpeeds();
    [[nodiscard]] Result<void> poll(std::optional<mmc::Sense> &sense);
    [[nodiscard]] double askProgress(const std::optional<mmc::Sense> &sense);

    std::mutex mutex_;  // one command at a time
    std::unique_ptr<Transport> transport_;
    Clock &clock_;
};

}  // namespace burnish
