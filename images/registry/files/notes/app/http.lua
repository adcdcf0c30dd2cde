-- A small HTTP server: one request at a time, and the connection ends with the answer.
local socket = require('socket')

local http = {}

local REASONS = { [200] = 'OK', [201] = 'Created', [400] = 'Bad Request', [404] = 'Not Found', [503] = 'Service Unavailable' }
local LONGEST_BODY = 64 * 1024

-- Text as JSON.
function http.quote(text)
  return '"' .. text:gsub('[%c"\\]', function(char) return ('\\u%04x'):format(char:byte()) end) .. '"'
end

local function read_request(client)
  local line = client:receive('*l')
  local method, path = (line or ''):match('^(%u+) (%S+) HTTP/1')
  if not method then return nil end
  local length = 0
  for field in function() return client:receive('*l') end do
    if field == '' then break end
    length = tonumber(field:lower():match('^content%-length:%s*(%d+)$')) or length
  end
  if length > LONGEST_BODY then return nil end
  return { method = method, path = path, body = length > 0 and client:receive(length) or '' }
end

local function answer(client, status, body)
  client:send(table.concat({
    ('HTTP/1.1 %d %s'):format(status, REASONS[status] or ''),
    'Content-Type: application/json',
    ('Content-Length: %d'):format(#body),
    'Access-Control-Allow-Origin: *',
    'Connection: close',
    '',
    body,
  }, '\r\n'))
end

-- Serves for ever. `handle` is given a request and returns a status and JSON.
function http.serve(port, handle)
  local server = assert(socket.bind('0.0.0.0', port))
  print('listening on port ' .. port)
  while true do
    local client = server:accept()
    client:settimeout(5)
    local request = read_request(client)
    if request then
      local status, body = handle(request)
      answer(client, status, body .. '\n')
      print(('%s %s %d'):format(request.method, request.path, status))
    end
    client:close()
  end
end

return http
