-- Keeps notes in MariaDB. GET / says who answers; GET and POST /api/notes list and add; GET /healthz is for whoever watches.
package.path = '/app/?.lua;' .. package.path
local http = require('http')
local socket = require('socket')
local mysql = require('luasql.mysql')

io.stdout:setvbuf('line')

local TABLE = 'CREATE TABLE IF NOT EXISTS notes (id INT AUTO_INCREMENT PRIMARY KEY, text VARCHAR(1000) NOT NULL)'
local environment = mysql.mysql()
local connection

local function env(name, default) return os.getenv(name) or default end

local function connected()
  if connection and connection:ping() then return connection end
  local made, why = environment:connect(
    env('DB_NAME', 'notes'), env('DB_USER', 'notes'), env('DB_PASSWORD', 'notes'), env('DB_HOST', 'db'), tonumber(env('DB_PORT', '3306')))
  if not made then error({ away = tostring(why) }) end
  made:execute('SET NAMES utf8mb4')
  assert(made:execute(TABLE))
  connection = made
  return made
end

local function list()
  local cursor = assert(connected():execute('SELECT id, text FROM notes ORDER BY id'))
  local rows = {}
  for id, text in function() return cursor:fetch() end do
    rows[#rows + 1] = ('{"id":%s,"text":%s}'):format(id, http.quote(text))
  end
  cursor:close()
  return 200, '[' .. table.concat(rows, ',') .. ']'
end

local function add(text)
  if text == '' then return 400, '{"error":"a note needs a text"}' end
  local database = connected()
  assert(database:execute(("INSERT INTO notes (text) VALUES ('%s')"):format(database:escape(text))))
  return 201, ('{"id":%d,"text":%s}'):format(database:getlastautoid(), http.quote(text))
end

local function who()
  return 200, ('{"service":"notes","host":%s,"endpoints":["/api/notes","/healthz"]}'):format(http.quote(socket.dns.gethostname()))
end

local function route(request)
  local path = request.path:match('^[^?]*')
  if path == '/' then return who() end
  if path == '/healthz' then connected() return 200, '{"status":"ok"}' end
  if path ~= '/api/notes' then return 404, '{"error":"there is nothing here"}' end
  if request.method == 'POST' then return add(request.body) end
  return list()
end

http.serve(tonumber(env('PORT', '8080')), function(request)
  local fine, status, body = pcall(route, request)
  if fine then return status, body end
  connection = nil
  local why = type(status) == 'table' and status.away or tostring(status)
  return 503, ('{"error":%s}'):format(http.quote(why))
end)
