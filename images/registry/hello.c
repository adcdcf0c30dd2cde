/* The whole of the image hello-world: one program that says what had to work for it to be heard. */
#include <stdio.h>

static const char message[] =
    "\n"
    "안녕하세요, Drydock의 컨테이너입니다.\n"
    "이 글이 보이면 Docker가 제대로 돌고 있습니다. 방금 이런 일이 있었습니다.\n"
    " 1. docker 명령이 Docker 데몬에 부탁을 보냈습니다.\n"
    " 2. 데몬이 이 머신 안의 레지스트리에서 hello-world 이미지를 내려받았습니다.\n"
    " 3. 데몬이 그 이미지로 컨테이너를 만들고, 그 안에서 이 프로그램을 실행했습니다.\n"
    " 4. 데몬이 프로그램의 출력을 docker 명령에 넘겼고, 그것이 지금 화면에 보입니다.\n"
    "더 해 보려면:  docker run -it debian bash\n"
    "\n"
    "Hello from a container in Drydock.\n"
    "Seeing this means that Docker works here. What just happened:\n"
    " 1. The docker command asked the Docker daemon.\n"
    " 2. The daemon pulled the image hello-world from the registry in this machine.\n"
    " 3. It made a container of the image and ran this program in it.\n"
    " 4. It passed the program's output on to the docker command, and so to your screen.\n"
    "To go further:  docker run -it debian bash\n"
    "\n";

int main(void) {
  return fputs(message, stdout) < 0 || fflush(stdout) != 0;
}
