-- Asks for paths of a file at random. Prints what came back as one line of JSON behind "RESULT ".
--   wrk ... -s wrk.lua URL -- FILE
local paths = {}
local threads = {}

function setup(thread)
    table.insert(threads, thread)
    thread:set("seed", #threads)
end

function init(arguments)
    for line in io.lines(arguments[1]) do
        paths[#paths + 1] = line
    end
    math.randomseed(seed)
    other = 0
    refused = 0
end

function request()
    return wrk.format("GET", paths[math.random(#paths)])
end

function response(status)
    if status == 503 then
        refused = refused + 1
    elseif status ~= 200 then
        other = other + 1
    end
end

function done(summary, latency)
    local other, refused = 0, 0
    for _, thread in ipairs(threads) do
        other = other + thread:get("other")
        refused = refused + thread:get("refused")
    end
    local broken = summary.errors
    io.write(string.format('RESULT {"requests": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f, "max": %.3f, '
        .. '"bytes": %d, "refused": %d, "errors": %d}\n', summary.requests, summary.duration / 1e6,
        latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3, summary.bytes, refused,
        other + broken.connect + broken.read + broken.write + broken.timeout))
end
