#!/usr/bin/env python3
"""Press a key on a running baresip phone through its ctrl_tcp module.

  ctl.py dial sip:15558672044@pbx.example.com
  ctl.py accept | hold | resume | hangup
"""
import json
import socket
import sys
import time

request = json.dumps({"command": sys.argv[1], "params": " ".join(sys.argv[2:]),
                      "token": "lab"})
with socket.create_connection(("127.0.0.1", 4444), timeout=5) as s:
    s.sendall(f"{len(request)}:{request},".encode())
    time.sleep(0.2)
    print(s.recv(65535).decode(errors="replace"))
