#!/usr/bin/env node
// Reverses lines: one thread, the net module. How to run and judge it: ../README.md

import { once } from 'node:events'
import { lookup } from 'node:dns/promises'
import { createServer } from 'node:net'
import { constants } from 'node:os'
import { getSystemErrorMap } from 'node:util'

const MAX_LINE = 100_000 // bytes reversed together: a longer line is answered in pieces of this size
const BACKLOG = 1024
const DRAIN = 4500 // ms from the signal to giving up: the process is gone within 5 s
const LINGER = 500 // ms of silence, after which a client that was sent everything is closed
const NEWLINE = 0x0a
const USAGE = '; usage: server.mjs [--host HOST] [PORT ...]'

/** Cuts a connection's bytes into lines, and keeps the line that is not complete. */
class LineReverser {
  #line = Buffer.alloc(0)
  #length = 0 // of the line that is not complete, always less than MAX_LINE

  /** Returns the replies that `data` completes. */
  reverse(data) {
    const replies = Buffer.allocUnsafe(this.#length + data.length)
    let end = 0
    let start = 0
    while (start < data.length) {
      const limit = Math.min(data.length, start + MAX_LINE - this.#length)
      let cut = start
      while (cut < limit && data[cut] !== NEWLINE) cut++
      if (cut === data.length && this.#length + cut - start < MAX_LINE) break

      const hasNewline = cut < limit
      for (let i = cut; i > start; ) replies[end++] = data[--i]
      for (let i = this.#length; i > 0; ) replies[end++] = this.#line[--i]
      if (hasNewline) replies[end++] = NEWLINE
      this.#forget()
      start = hasNewline ? cut + 1 : cut
    }
    this.#keep(data, start)
    return replies.subarray(0, end)
  }

  /** Returns the reply to the line that is not complete. */
  rest() {
    const reply = this.#line.subarray(0, this.#length).reverse()
    this.#forget()
    return reply
  }

  #forget() {
    if (this.#length > 0) this.#line = Buffer.alloc(0)
    this.#length = 0
  }

  #keep(data, start) {
    const length = this.#length + data.length - start
    if (length > this.#line.length) {
      const longer = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#line.length))
      this.#line.copy(longer, 0, 0, this.#length)
      this.#line = longer
    }
    data.copy(this.#line, this.#length, start)
    this.#length = length
  }
}

const connections = new Set()

/** Sends each line of a client back reversed; from one that does not take the replies, it does not read. */
function serve(socket) {
  const lines = new LineReverser()
  connections.add(socket)
  socket.on('close', () => connections.delete(socket))
  socket.on('error', () => {}) // it closes, and the others go on
  socket.on('drain', () => socket.resume())
  socket.on('data', (data) => {
    if (socket.writableEnded) return
    const replies = lines.reverse(data)
    if (replies.length > 0 && !socket.write(replies)) socket.pause()
  })
  socket.on('end', () => {
    if (!socket.writableEnded) socket.end(lines.rest())
  })
}

/** Stops accepting, sends what is owed, and throws away what comes in. */
function drain(servers, signal) {
  process.exitCode = 128 + constants.signals[signal]
  setTimeout(() => process.exit(), DRAIN).unref() // if nothing is left to wait for, it ends by itself
  for (const server of servers) server.close()
  for (const socket of connections) {
    // To close while input is unread makes the kernel reset, and the client may lose a reply's end.
    socket.end(() => socket.setTimeout(LINGER, () => socket.destroy()))
    socket.resume()
  }
}

function fail(status, message) {
  console.error(message)
  process.exit(status)
}

function parse(args) {
  let host = '127.0.0.1'
  const ports = []
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--host') host = args[++i] ?? fail(2, `--host needs a value${USAGE}`)
    else if (args[i].startsWith('-')) fail(2, `unknown option ${args[i]}${USAGE}`)
    else if (!/^\d{1,5}$/.test(args[i]) || args[i] > 65535) fail(2, `${args[i]} is not a port from 0 to 65535${USAGE}`)
    else ports.push(Number(args[i]))
  }
  return { host, ports: ports.length > 0 ? ports : [8001, 8002, 8003, 8004] }
}

async function listen(host, address, port) {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, serve)
  try {
    await once(server.listen({ host: address, port, backlog: BACKLOG }), 'listening')
  } catch (e) {
    fail(1, `cannot listen on ${host}:${port}: ${getSystemErrorMap().get(e.errno)?.[1] ?? e.message}`)
  }
  server.on('error', () => {}) // it could not accept one client, and accepts the next
  console.log(`listening on ${address}:${server.address().port}`)
  return server
}

const { host, ports } = parse(process.argv.slice(2))
const { address } = await lookup(host).catch(() => fail(2, `unknown host ${host}${USAGE}`))
const servers = []
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => drain(servers, signal))
for (const port of ports) servers.push(await listen(host, address, port))
