// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImageReader: the stream that a RawImage gives.
#pragma once

#include "cd/layout_pq.hpp"
#include "cd/main_channel.hpp"
#include "cd/raw_image_stream.hpp"
#include "cd/rw_channel.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace burnish::cd {

class RawImageReader final : public RawImageStream {
public:
    RawImageReader(DiscLayout layout, SubChannelType type, std::unique_ptr<MainChannel> main,
                   std::unique_ptr<RwChannel> rw);

    [[nodiscard]] const DiscLayout &layout() const override { return layout_; }
    [[nodiscard]] SubChannelType type() const override { return type_; }
    [[nodiscard]] std::int32_t start() const override;
    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;
    void interrupt() noexcept override;

private:
    [[nodiscard]] Result<void> make(std::uint64_t sector, std::size_t count, std::span<std::uint8_t> target);
    [[nodiscard]] Result<void> makeSubChannel(std::int32_t lba, std::span<std::uint8_t> target);

    const DiscLayout layout_;
    const SubChannelType type_;
    const std::size_t size_;  // of a sector
    const std::uint64_t length_;
    const LayoutPq pq_;
    const std::unique_ptr<MainChannel> main_;
    const std::unique_ptr<RwChannel> rw_;
    std::uint64_t position_ = 0;
    std::vector<std::uint8_t> kept_;         // a sector that is read in pieces
    std::uint64_t keptSector_ = UINT64_MAX;  // which; none at first
};

}  // namespace burnish::cd
