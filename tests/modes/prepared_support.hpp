// SPDX-License-Identifier: LGPL-2.1-or-later
// A format that prepares a disc, on a recorder that was opened anew, with a client name; and what came of it.
#pragma once

#include "check.hpp"
#include "disc.hpp"
#include "formats/prepared_format.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace test {

template <typename Format, typename Settings, typename Progress>
struct PreparedBurn {
    using Apply = std::function<void(Settings &)>;

    explicit PreparedBurn(const Disc &disc, const Apply &apply = {}) : PreparedBurn(disc.open(), apply) {}
    explicit PreparedBurn(std::shared_ptr<burnish::Recorder> opened, const Apply &apply = {})
        : recorder(std::move(opened)) {
        EXPECT_OK(format.setRecorder(recorder));
        EXPECT_OK(format.setClientName("burnish tests"));
        if (apply) {
            EXPECT_OK(format.change(apply));
        }
    }

    [[nodiscard]] burnish::Status prepare() {
        auto prepared = format.prepareMedia();
        return prepared.ok() ? *prepared : note(prepared.error());
    }

    [[nodiscard]] const burnish::Report &report() const { return *format.report(); }

    [[nodiscard]] burnish::Medium medium() const {
        EXPECT_OK(recorder->drive().waitUntilReady(std::chrono::seconds(30)));
        auto medium = burnish::inspectMedium(recorder->drive());
        EXPECT_OK(medium);
        return *medium;
    }

    // Lets go of the disc, so that others may open it.
    void leave() {
        recorder.reset();
        EXPECT_OK(format.setRecorder(nullptr));
    }

    // Nobody holds the drive, and the tray opens.
    void expectFreeDrive() const {
        EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
        EXPECT(recorder->beginWrite());
        recorder->endWrite();
        EXPECT_OK(recorder->ejectMedia());
        EXPECT_OK(recorder->closeTray());
    }

    std::shared_ptr<burnish::Recorder> recorder;
    Format format;
    std::function<void(const Progress &)> progress;
    std::vector<Progress> events;
    burnish::Error error;  // of the last call that failed

protected:
    burnish::Status note(const burnish::Result<void> &result) {
        if (!result.ok()) {
            error = result.error();
            return error.status;
        }
        return burnish::status::S_OK;
    }

    std::function<void(const Progress &)> handler() {
        return [this](const Progress &event) {
            events.push_back(event);
            if (progress) {
                progress(event);
            }
        };
    }
};

}  // namespace test
