import subprocess


def check_vulnerabilities():
    result = subprocess.run(['safety', 'check'], capture_output=True, text=True)
    return result.returncode
