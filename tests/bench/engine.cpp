// SPDX-License-Identifier: LGPL-2.1-or-later
// What only the inside can tell, for the benchmarks: how many commands a burn sends, and how long the two threads of a
// burn take to wake each other. Says it as one line of JSON.
#include "burn/fifo.hpp"
#include "formats/data_format.hpp"
#include "transport/transport.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>

using namespace burnish;

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Counts {
    std::uint64_t commands = 0;
    std::uint64_t writes = 0;
    std::uint64_t reads = 0;
};

class CountingTransport final : public Transport {
public:
    CountingTransport(std::unique_ptr<Transport> inner, Counts &counts) : inner_(std::move(inner)), counts_(counts) {}

    [[nodiscard]] Result<Completion> execute(const mmc::Command &command, std::span<std::uint8_t> data) override {
        constexpr std::uint8_t Write10 = 0x2A;
        constexpr std::uint8_t Read10 = 0x28;
        ++counts_.commands;
        counts_.writes += command.cdb[0] == Write10 ? 1 : 0;
        counts_.reads += command.cdb[0] == Read10 ? 1 : 0;
        return inner_->execute(command, data);
    }
    [[nodiscard]] Result<void> setAccess(Access access, bool force, const std::string &name) override {
        return inner_->setAccess(access, force, name);
    }
    [[nodiscard]] std::string exclusiveOwner() const override { return inner_->exclusiveOwner(); }
    [[nodiscard]] const std::string &device() const override { return inner_->device(); }
    [[nodiscard]] std::size_t maximumTransfer() const override { return inner_->maximumTransfer(); }

private:
    std::unique_ptr<Transport> inner_;
    Counts &counts_;
};

class ZeroStream final : public Stream {
public:
    explicit ZeroStream(std::uint64_t length) : length_(length) {}
    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override {
        std::memset(target.data(), 0, target.size());
        return target.size();
    }
    [[nodiscard]] Result<void> seek(std::uint64_t) override { return {}; }

private:
    std::uint64_t length_;
};

int complain(const Error &error) {
    std::fprintf(stderr, "bench-engine: %s (%s)\n", error.message.c_str(), error.detail.c_str());
    return 1;
}

int countCommands(const char *device, std::uint64_t bytes) {
    Counts counts;
    auto inner = openTransport(device);
    if (!inner.ok()) {
        return complain(inner.error());
    }
    auto recorder = Recorder::open(std::make_unique<CountingTransport>(std::move(*inner), counts));
    if (!recorder.ok()) {
        return complain(recorder.error());
    }
    DataFormat format;
    if (auto set = format.setRecorder(*recorder); !set.ok()) {
        return complain(set.error());
    }
    if (auto set = format.setClientName("benchmark"); !set.ok()) {
        return complain(set.error());
    }
    ZeroStream stream(bytes);
    if (auto written = format.write(stream, {}); !written.ok()) {
        return complain(written.error());
    }
    std::printf("{\"commands\": %llu, \"writes\": %llu, \"sectors\": %d}\n",
                static_cast<unsigned long long>(counts.commands), static_cast<unsigned long long>(counts.writes),
                format.report()->writtenSectors);
    return 0;
}

// One side waits in the fifo before the other gives it what it waits for; the time from there until it runs again is
// the latency. The pause makes sure that it sleeps by then, as it does in a burn that is paced by a drive.
class WakeMeter {
public:
    explicit WakeMeter(Fifo &fifo) : fifo_(fifo) {}

    void writerWakes(std::vector<double> &microseconds) {
        std::thread writer([&] {
            for (double &sample : microseconds) {
                while (!fifo_.waitForChunk(SteadyClock::now() + std::chrono::hours(1))) {
                }
                sample = since();
                fifo_.release(fifo_.front(fifo_.capacity()).size());
                rounds_.fetch_add(1);
            }
        });
        for (std::size_t i = 0; i < microseconds.size(); ++i) {
            await(i);
            const std::size_t bytes = fifo_.waitForRoom().size();
            gave_ = SteadyClock::now();
            fifo_.publish(bytes);
        }
        writer.join();
    }

    void readerWakes(std::vector<double> &microseconds) {
        rounds_ = 0;
        while (fifo_.used() < fifo_.capacity()) {
            fifo_.publish(fifo_.waitForRoom().size());
        }
        std::thread reader([&] {
            for (double &sample : microseconds) {
                const std::size_t bytes = fifo_.waitForRoom().size();
                sample = since();
                fifo_.publish(bytes);
                rounds_.fetch_add(1);
            }
        });
        for (std::size_t i = 0; i < microseconds.size(); ++i) {
            await(i);
            const std::size_t bytes = fifo_.front(Chunk).size();
            gave_ = SteadyClock::now();
            fifo_.release(bytes);
        }
        reader.join();
    }

    static constexpr std::size_t Chunk = 32768;

private:
    [[nodiscard]] double since() const {
        return std::chrono::duration<double, std::micro>(SteadyClock::now() - gave_).count();
    }
    void await(std::size_t round) const {
        while (rounds_.load() < round) {
            std::this_thread::yield();
        }
        std::this_thread::sleep_for(std::chrono::microseconds(500));
    }

    Fifo &fifo_;
    std::atomic<std::size_t> rounds_ = 0;
    SteadyClock::time_point gave_;  // ordered by the fifo's lock
};

void print(const char *name, std::vector<double> &samples, const char *end) {
    std::sort(samples.begin(), samples.end());
    std::printf("\"%s\": [", name);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        std::printf("%s%.1f", i > 0 ? ", " : "", samples[i]);
    }
    std::printf("]%s", end);
}

int measureWakes(std::size_t count) {
    auto fifo = Fifo::create(2 * WakeMeter::Chunk, WakeMeter::Chunk);
    if (!fifo.ok()) {
        return complain(fifo.error());
    }
    WakeMeter meter(**fifo);
    std::vector<double> writer(count), reader(count);
    meter.writerWakes(writer);
    meter.readerWakes(reader);
    std::printf("{");
    print("writer", writer, ", ");
    print("reader", reader, "}\n");
    return 0;
}

}  // namespace

int main(int argc, char **argv) {
    if (argc == 4 && std::strcmp(argv[1], "commands") == 0) {
        return countCommands(argv[2], std::strtoull(argv[3], nullptr, 10));
    }
    if (argc == 3 && std::strcmp(argv[1], "wake") == 0) {
        return measureWakes(std::strtoul(argv[2], nullptr, 10));
    }
    std::fputs("Usage: bench-engine commands DEVICE BYTES | wake COUNT\n", stderr);
    return 2;
}
